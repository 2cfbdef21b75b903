package org.lectern.api.alarm;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.lectern.api.agent.AgentPresence;
import org.lectern.api.session.Role;
import org.lectern.catalogue.alarm.AlarmInfo;
import org.lectern.catalogue.alarm.Alarms;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.room.RoomInfo;
import org.lectern.model.control.AgentMessage;

/** Alarms, and what is heard. */
@Path("/api")
@Tag(name = "Alarms")
@RolesAllowed({Role.STAFF, Role.ADMIN})
public class AlarmResource {
    private final Alarms alarms;
    private final RoomCatalogue rooms;
    private final AgentPresence presence;
    private final SecurityIdentity identity;

    AlarmResource(Alarms alarms, RoomCatalogue rooms, AgentPresence presence, SecurityIdentity identity) {
        this.alarms = alarms;
        this.rooms = rooms;
        this.presence = presence;
        this.identity = identity;
    }

    @GET
    @Path("/alarms")
    @Operation(summary = "The alarms that stand in all rooms, newest first")
    public List<AlarmInfo> standing() {
        return alarms.standing();
    }

    @GET
    @Path("/alarms/history")
    @Operation(summary = "The alarms that stand or stood: of a room, of a capture, or all; newest first")
    public List<AlarmInfo> history(
            @QueryParam("roomId") @Nullable UUID roomId, @QueryParam("captureId") @Nullable UUID captureId) {
        return alarms.history(roomId, captureId);
    }

    @POST
    @Path("/alarms/{id}/acknowledge")
    @Operation(summary = "Take note of an alarm; it stands until it has come right")
    public AlarmInfo acknowledge(UUID id) {
        return alarms.acknowledge(id, identity.getPrincipal().getName());
    }

    @GET
    @Path("/rooms/{id}/levels")
    @Operation(summary = "What is heard of a room's devices this second; empty while nothing is recorded")
    public List<AgentMessage.TrackLevels> levels(UUID id) {
        RoomInfo room = rooms.get(id);
        return room.agent() == null
                ? List.of()
                : presence.telemetry(room.agent().id()).stream()
                        .flatMap(told -> told.levels().stream())
                        .filter(level -> room.devices().stream()
                                .anyMatch(device -> device.id().equals(level.deviceId())))
                        .toList();
    }
}
