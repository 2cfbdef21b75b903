package org.lectern.api.rehearsal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.session.Role;
import org.lectern.catalogue.rehearsal.Rehearsal;
import org.lectern.catalogue.rehearsal.Rehearsals;

/** What would fail if a lecture began now. */
@Path("/api/rehearsals")
@Tag(name = "Rehearsals")
@RolesAllowed({Role.STAFF, Role.ADMIN})
public class RehearsalResource {
    private final Rehearsals rehearsals;
    private final RehearsalCaller caller;
    private final Night night;

    RehearsalResource(Rehearsals rehearsals, RehearsalCaller caller, Night night) {
        this.rehearsals = rehearsals;
        this.caller = caller;
        this.night = night;
    }

    /**
     * When rooms rehearse by themselves.
     *
     * @param at time of day, as 05:00; null for never
     */
    public record Hours(@Nullable String at, String zone) {}

    /** Which room is to rehearse. */
    public record RehearsalBody(@NotNull UUID roomId) {}

    @GET
    @Operation(summary = "The newest rehearsal of each room, worst first")
    public List<Rehearsal> newest() {
        return rehearsals.newest();
    }

    @GET
    @Path("/hours")
    @Operation(summary = "When rooms rehearse by themselves")
    public Hours hours() {
        return new Hours(
                Objects.toString(night.hours().at(), null), night.hours().zone().getId());
    }

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Let a room record for half a minute and judge it; nothing of it is kept")
    public List<Rehearsal> begin(@NotNull @Valid RehearsalBody body) {
        caller.call(body.roomId());
        return rehearsals.newest();
    }
}
