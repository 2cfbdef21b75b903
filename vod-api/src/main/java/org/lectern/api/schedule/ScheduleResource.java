package org.lectern.api.schedule;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.schedule.Following;
import org.lectern.catalogue.schedule.ImportReport;
import org.lectern.catalogue.schedule.PlannedEvent;
import org.lectern.catalogue.schedule.PlannedLecture;
import org.lectern.catalogue.schedule.Schedule;
import org.lectern.catalogue.schedule.ScheduleConfig;
import org.lectern.catalogue.schedule.ScheduleReader;
import org.lectern.catalogue.schedule.ScheduleZone;
import org.lectern.catalogue.schedule.TermImport;

/** The schedule. Staff read it, admins change it. */
@Path("/api/schedule")
@Tag(name = "Schedule")
@RolesAllowed(Role.ADMIN)
public class ScheduleResource {
    private final Schedule schedule;
    private final Following following;
    private final ScheduleReader reader;
    private final ScheduleZone zone;
    private final ScheduleConfig config;
    private final TermImport term;

    ScheduleResource(
            Schedule schedule,
            Following following,
            ScheduleReader reader,
            ScheduleZone zone,
            ScheduleConfig config,
            TermImport term) {
        this.schedule = schedule;
        this.following = following;
        this.config = config;
        this.reader = reader;
        this.zone = zone;
        this.term = term;
    }

    /** Where one lecture is moved to, in wall time of its event's zone. */
    public record MoveBody(
            @NotNull LocalDateTime startsAt,
            @NotNull LocalDateTime endsAt,
            @Nullable @Size(max = 300) String title) {}

    /** What holds where an event does not say. */
    public record Defaults(String zone, long leadInMinutes, long leadOutMinutes) {}

    @GET
    @Path("/defaults")
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "What holds where an event does not say")
    public Defaults defaults() {
        return new Defaults(
                zone.get().getId(),
                config.leadIn().toMinutes(),
                config.leadOut().toMinutes());
    }

    @GET
    @Path("/lectures")
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "The planned lectures of a time, of one room or all, by start")
    public List<PlannedLecture> lectures(
            @QueryParam("roomId") @Nullable UUID roomId,
            @QueryParam("from") @NotNull Instant from,
            @QueryParam("until") @NotNull Instant until) {
        return reader.list(roomId, from, until);
    }

    @PUT
    @Path("/lectures/{id}")
    @Operation(summary = "Move one lecture")
    public PlannedLecture move(UUID id, @NotNull @Valid MoveBody body) {
        schedule.move(id, body.startsAt(), body.endsAt(), body.title());
        return reader.lecture(id);
    }

    @POST
    @Path("/lectures/{id}/cancel")
    @Operation(summary = "Cancel one lecture")
    public PlannedLecture cancel(UUID id) {
        schedule.cancel(id);
        return reader.lecture(id);
    }

    @POST
    @Path("/lectures/{id}/restore")
    @Operation(summary = "Plan one lecture again that was cancelled")
    public PlannedLecture restore(UUID id) {
        schedule.restore(id);
        return reader.lecture(id);
    }

    @PUT
    @Path("/lectures/{id}/following")
    @Operation(
            summary = "Change one lecture and those of its series that follow",
            description =
                    "They become a series of their own. A rule that is the whole series' is shortened to its rest.")
    public PlannedEvent changeFollowing(UUID id, @NotNull @Valid EventBody body) {
        return reader.event(following.change(id, body.plan(zone.get())));
    }

    @DELETE
    @Path("/lectures/{id}/following")
    @Operation(summary = "Cancel one lecture and those of its series that follow")
    public void cancelFollowing(UUID id) {
        following.cancel(id);
    }

    @GET
    @Path("/events/{id}")
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "A planned lecture or series")
    public PlannedEvent event(UUID id) {
        return reader.event(id);
    }

    @POST
    @Path("/events")
    @ResponseStatus(201)
    @Operation(summary = "Plan a lecture or a series")
    public PlannedEvent plan(@NotNull @Valid EventBody body) {
        return reader.event(schedule.plan(body.plan(zone.get()), null));
    }

    @PUT
    @Path("/events/{id}")
    @Operation(summary = "Change a planned lecture or series; what has begun stays")
    public PlannedEvent change(UUID id, @NotNull @Valid EventBody body) {
        schedule.change(id, body.plan(zone.get()));
        return reader.event(id);
    }

    @DELETE
    @Path("/events/{id}")
    @Operation(summary = "Cancel all lectures of an event that have not begun")
    public void cancelAll(UUID id) {
        schedule.cancelAll(id);
    }

    @POST
    @Path("/import")
    @Consumes({"text/csv", "text/calendar"})
    @Operation(
            summary = "Import a term from CSV or iCalendar; a dry run tells only what would happen",
            description = "All or nothing: with one wrong line nothing is changed. The same file again changes"
                    + " nothing. Columns of the CSV: room, title, date (2026-10-12), start (09:15), end; and if wanted"
                    + " id, course, repeat (daily, weekly, 2-weekly, or a rule), until, except (dates), zone, lead_in,"
                    + " lead_out (minutes).")
    public ImportReport importTerm(
            @HeaderParam("Content-Type") String contentType,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @NotBlank @Size(max = 2_000_000) String text) {
        boolean calendar = MediaType.valueOf(contentType).getSubtype().equals("calendar");
        return term.run(calendar ? TermImport.Format.ICAL : TermImport.Format.CSV, text, zone.get(), dryRun);
    }
}
