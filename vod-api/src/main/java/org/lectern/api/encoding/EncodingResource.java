package org.lectern.api.encoding;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lectern.api.session.Role;
import org.lectern.catalogue.encoding.Encoding;
import org.lectern.catalogue.encoding.EncodingState;
import org.lectern.catalogue.encoding.Workers;

/** What is being encoded, and whether it is. */
@Path("/api/encoding")
@Tag(name = "Encoding")
public class EncodingResource {
    private final Encoding encoding;
    private final Workers workers;
    private final SecurityIdentity identity;

    EncodingResource(Encoding encoding, Workers workers, SecurityIdentity identity) {
        this.encoding = encoding;
        this.workers = workers;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "What is queued, who encodes it, and when it will be done")
    public EncodingState state() {
        return encoding.state();
    }

    @POST
    @Path("/pause")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Let all workers finish what they are at and take nothing more",
            description = "Recording goes on; what it brings waits in the queue.")
    public EncodingState pause() {
        workers.pause(identity.getPrincipal().getName());
        return encoding.state();
    }

    @POST
    @Path("/resume")
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Let the workers go on")
    public EncodingState resume() {
        workers.resume();
        return encoding.state();
    }
}
