package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;

/** Queries over devices. */
@ApplicationScoped
public class DeviceRepository implements PanacheRepositoryBase<DeviceEntity, UUID> {
    public List<DeviceEntity> ofRoom(UUID roomId) {
        return list("roomId = ?1 order by createdAt, name", roomId);
    }

    /** What an agent must know of a room to record it, also where it stands by for the room's own. */
    public RoomConfig configFor(UUID agentId, RoomEntity room) {
        RoomConfig config = configOf(room);
        return agentId.equals(room.agentId) ? config : config.standingBy(agentId);
    }

    /** What a room's own agent must know of it to record it. */
    public RoomConfig configOf(RoomEntity room) {
        return new RoomConfig(
                room.id,
                room.name,
                ofRoom(room.id).stream()
                        .map(device -> new DeviceConfig(device.id, device.name, device.role, device.url))
                        .toList());
    }
}
