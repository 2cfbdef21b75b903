package org.lectern.model.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room that an agent serves.
 *
 * @param standby the agent's own id where it stands by for the room's own agent: its tracks are named
 *     apart by it. Null for the room's own agent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoomConfig(
        UUID id,
        String name,
        List<DeviceConfig> devices,
        @Nullable UUID standby) {

    /** For the room's own agent. */
    public RoomConfig(UUID id, String name, List<DeviceConfig> devices) {
        this(id, name, devices, null);
    }

    /** The same room for an agent that stands by. */
    public RoomConfig standingBy(UUID agentId) {
        return new RoomConfig(id, name, devices, agentId);
    }
}
