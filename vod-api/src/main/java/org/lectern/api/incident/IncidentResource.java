package org.lectern.api.incident;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.lectern.api.session.Role;
import org.lectern.catalogue.completeness.Incident;
import org.lectern.catalogue.completeness.Incidents;

/** What keeps captures from being complete. */
@Path("/api/incidents")
@Tag(name = "Incidents")
@RolesAllowed({Role.STAFF, Role.ADMIN})
public class IncidentResource {
    private final Incidents incidents;
    private final SecurityIdentity identity;

    IncidentResource(Incidents incidents, SecurityIdentity identity) {
        this.incidents = incidents;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "The incidents that stand and that nobody has acknowledged, newest first")
    public List<Incident> open() {
        return incidents.open();
    }

    @POST
    @Path("/{id}/acknowledge")
    @Operation(summary = "Take note of an incident; it stays with its capture until it has come right")
    public Incident acknowledge(UUID id) {
        return incidents.acknowledge(id, identity.getPrincipal().getName());
    }
}
