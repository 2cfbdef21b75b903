package org.lectern.api.capture;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentPresence;
import org.lectern.api.session.Role;
import org.lectern.catalogue.capture.Captures;
import org.lectern.catalogue.capture.Marks;
import org.lectern.catalogue.completeness.CaptureBooks;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.room.RoomInfo;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Captures: start, watch, stop. */
@Path("/api/captures")
@Tag(name = "Captures")
@RolesAllowed({Role.STAFF, Role.ADMIN})
public class CaptureResource {
    private final Captures captures;
    private final CaptureViews views;
    private final RoomCatalogue rooms;
    private final AgentPresence presence;
    private final Completeness completeness;
    private final Marks marks;
    private final SecurityIdentity identity;
    private final Clock clock;

    CaptureResource(
            Captures captures,
            CaptureViews views,
            RoomCatalogue rooms,
            AgentPresence presence,
            Completeness completeness,
            Marks marks,
            SecurityIdentity identity,
            Clock clock) {
        this.marks = marks;
        this.identity = identity;
        this.clock = clock;
        this.completeness = completeness;
        this.captures = captures;
        this.views = views;
        this.rooms = rooms;
        this.presence = presence;
    }

    /** What to record. */
    public record StartBody(
            @NotNull UUID roomId,
            @Nullable @Size(max = 300) String title,
            @Nullable UUID courseId,
            @Nullable Instant endsAt) {}

    /** When a capture is to end: at a time, or so many minutes later than planned. One of the two. */
    public record ExtendBody(
            @Nullable Instant endsAt,
            @Nullable @Min(1) @Max(600) Integer minutes) {}

    /** A marked moment. */
    public record MarkBody(@Nullable @Size(max = 200) String label) {}

    @GET
    @Operation(summary = "The captures that are not complete yet, oldest first")
    public List<CaptureView> open() {
        return captures.open().stream().map(views::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One capture, as it is at this moment")
    public CaptureView capture(UUID id) {
        return views.of(captures.detail(id));
    }

    @GET
    @Path("/{id}/books")
    @Operation(summary = "What of a capture was planned, recorded, uploaded and is playable, and what does not agree")
    public CaptureBooks books(UUID id) {
        captures.detail(id);
        return completeness.books(id);
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Start a capture of all devices of a room")
    public CaptureView start(@NotNull @Valid StartBody body) {
        RoomInfo room = rooms.get(body.roomId());
        if (room.agent() != null && !presence.isOnline(room.agent().id())) {
            throw new LecternException(
                    ErrorCode.AGENT_OFFLINE,
                    "The recorder %s of %s is not connected. Check that it runs and reaches this server."
                            .formatted(room.agent().name(), room.name()));
        }
        return views.of(captures.start(body.roomId(), body.title(), body.courseId(), body.endsAt()));
    }

    @POST
    @Path("/{id}/extend")
    @ResponseStatus(202)
    @Operation(summary = "Let a capture that runs end at another time")
    public CaptureView extend(UUID id, @NotNull @Valid ExtendBody body) {
        Integer minutes = body.minutes();
        if (body.endsAt() != null) {
            return views.of(captures.extend(id, body.endsAt()));
        }
        if (minutes == null) {
            throw new LecternException(ErrorCode.INVALID_REQUEST, "Tell endsAt or minutes.");
        }
        Instant planned = captures.detail(id).plannedUntil();
        Instant now = clock.instant();
        return views.of(captures.extend(
                id, (planned == null || planned.isBefore(now) ? now : planned).plus(Duration.ofMinutes(minutes))));
    }

    @POST
    @Path("/{id}/marks")
    @ResponseStatus(201)
    @Operation(summary = "Mark this moment of a capture that runs")
    public Marks.Mark mark(UUID id, @NotNull @Valid MarkBody body) {
        Instant now = presence.clockOf(captures.detail(id).agentId()).orElseGet(clock::instant);
        return marks.mark(
                id,
                now,
                body.label() == null ? "" : body.label(),
                identity.getPrincipal().getName());
    }

    @POST
    @Path("/{id}/stop")
    @ResponseStatus(202)
    @Operation(summary = "Stop a capture; does nothing if it has ended")
    public CaptureView stop(UUID id) {
        return views.of(captures.stop(id));
    }
}
