package org.lectern.api.room;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentPresence;
import org.lectern.api.session.Role;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.catalogue.room.DeviceInfo;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.room.RoomInfo;
import org.lectern.model.DeviceRole;

/** Rooms and their devices. */
@Path("/api")
@Tag(name = "Rooms")
@RolesAllowed(Role.ADMIN)
public class RoomResource {
    private final RoomCatalogue rooms;
    private final AgentPresence presence;

    RoomResource(RoomCatalogue rooms, AgentPresence presence) {
        this.rooms = rooms;
        this.presence = presence;
    }

    /**
     * A room.
     *
     * @param standbys who stands by for the agent, the best first
     * @param activeCaptureId the capture that runs in it, or is to
     * @param refusal why the agent does not begin that capture; null if it runs
     */
    public record Room(
            UUID id,
            String name,
            @Nullable String site,
            @Nullable Agent agent,
            List<Agent> standbys,
            List<DeviceInfo> devices,
            @Nullable UUID activeCaptureId,
            @Nullable String refusal) {}

    /** An agent, and whether it is connected. */
    public record Agent(
            UUID id, String name, boolean online, @Nullable Instant lastSeenAt) {
        static Agent of(AgentInfo agent, AgentPresence presence) {
            return new Agent(agent.id(), agent.name(), presence.isOnline(agent.id()), presence.lastSeen(agent));
        }
    }

    /** What a room is told to be. */
    public record RoomBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 200) String site) {}

    /** What a device is told to be. */
    public record DeviceBody(
            @NotBlank @Size(max = 200) String name,
            @NotNull DeviceRole role,
            @Nullable @Size(max = 2000) String url) {}

    /** Who records a room. */
    public record AgentChoice(@Nullable UUID agentId) {}

    /** Who stands by in a room. */
    public record StandbyChoice(@NotNull @Size(max = 8) List<@NotNull UUID> agentIds) {}

    @GET
    @Path("/rooms")
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "All rooms, by name")
    public List<Room> rooms() {
        return rooms.all().stream().map(this::shown).toList();
    }

    @GET
    @Path("/rooms/{id}")
    @RolesAllowed({Role.STAFF, Role.ADMIN})
    @Operation(summary = "One room")
    public Room room(UUID id) {
        return shown(rooms.get(id));
    }

    @POST
    @Path("/rooms")
    @ResponseStatus(201)
    @Operation(summary = "Make a room")
    public Room create(@NotNull @Valid RoomBody body) {
        return shown(rooms.create(body.name(), body.site()));
    }

    @PUT
    @Path("/rooms/{id}")
    @Operation(summary = "Change a room")
    public Room update(UUID id, @NotNull @Valid RoomBody body) {
        return shown(rooms.update(id, body.name(), body.site()));
    }

    @DELETE
    @Path("/rooms/{id}")
    @Operation(summary = "Remove a room and its devices")
    public void delete(UUID id) {
        rooms.delete(id);
    }

    @PUT
    @Path("/rooms/{id}/agent")
    @Operation(summary = "Choose the agent that records a room")
    public Room serve(UUID id, @NotNull @Valid AgentChoice choice) {
        return shown(rooms.serve(id, choice.agentId()));
    }

    @PUT
    @Path("/rooms/{id}/standbys")
    @Operation(summary = "Choose the agents that stand by in a room, the best first; none with an empty list")
    public Room standBy(UUID id, @NotNull @Valid StandbyChoice choice) {
        return shown(rooms.standBy(id, choice.agentIds()));
    }

    @POST
    @Path("/rooms/{id}/devices")
    @ResponseStatus(201)
    @Operation(summary = "Add a device to a room")
    public DeviceInfo addDevice(UUID id, @NotNull @Valid DeviceBody body) {
        return rooms.addDevice(id, body.name(), body.role(), body.url() == null ? "" : body.url());
    }

    @PUT
    @Path("/devices/{id}")
    @Operation(summary = "Change a device; without url its address stays")
    public DeviceInfo updateDevice(UUID id, @NotNull @Valid DeviceBody body) {
        return rooms.updateDevice(id, body.name(), body.role(), body.url());
    }

    @DELETE
    @Path("/devices/{id}")
    @Operation(summary = "Remove a device")
    public void deleteDevice(UUID id) {
        rooms.deleteDevice(id);
    }

    private Room shown(RoomInfo room) {
        return new Room(
                room.id(),
                room.name(),
                room.site(),
                room.agent() == null ? null : Agent.of(room.agent(), presence),
                room.standbys().stream().map(agent -> Agent.of(agent, presence)).toList(),
                room.devices(),
                room.activeCaptureId(),
                room.refusal());
    }
}
