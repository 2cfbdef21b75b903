package org.lectern.api.capture;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentPresence;
import org.lectern.api.session.Role;
import org.lectern.catalogue.capture.Captures;
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

    CaptureResource(
            Captures captures,
            CaptureViews views,
            RoomCatalogue rooms,
            AgentPresence presence,
            Completeness completeness) {
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
            @Nullable UUID courseId) {}

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
        return views.of(captures.start(body.roomId(), body.title(), body.courseId()));
    }

    @POST
    @Path("/{id}/stop")
    @ResponseStatus(202)
    @Operation(summary = "Stop a capture; does nothing if it has ended")
    public CaptureView stop(UUID id) {
        return views.of(captures.stop(id));
    }
}
