package org.lectern.api.room;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.lectern.api.agent.AgentPresence;
import org.lectern.api.session.Role;
import org.lectern.catalogue.room.AgentCatalogue;

/** The capture agents. */
@Path("/api/agents")
@Tag(name = "Agents")
@RolesAllowed(Role.ADMIN)
public class AgentResource {
    private final AgentCatalogue agents;
    private final AgentPresence presence;

    AgentResource(AgentCatalogue agents, AgentPresence presence) {
        this.agents = agents;
        this.presence = presence;
    }

    /** What an agent is told to be. */
    public record AgentBody(@NotBlank @Size(max = 200) String name) {}

    @GET
    @Operation(summary = "All agents, by name")
    public List<RoomResource.Agent> all() {
        return agents.all().stream()
                .map(agent -> RoomResource.Agent.of(agent, presence))
                .toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make an agent; its key is told only now")
    public AgentCatalogue.NewAgent create(@NotNull @Valid AgentBody body) {
        return agents.create(body.name().strip());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove an agent; its key is of no use any more")
    public void delete(UUID id) {
        agents.delete(id);
        presence.disconnect(id);
    }
}
