package org.lectern.api.rehearsal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
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

    RehearsalResource(Rehearsals rehearsals, RehearsalCaller caller) {
        this.rehearsals = rehearsals;
        this.caller = caller;
    }

    /** Which room is to rehearse. */
    public record RehearsalBody(@NotNull UUID roomId) {}

    @GET
    @Operation(summary = "The newest rehearsal of each room, worst first")
    public List<Rehearsal> newest() {
        return rehearsals.newest();
    }

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Let a room record for half a minute and judge it; nothing of it is kept")
    public List<Rehearsal> begin(@NotNull @Valid RehearsalBody body) {
        caller.call(body.roomId());
        return rehearsals.newest();
    }
}
