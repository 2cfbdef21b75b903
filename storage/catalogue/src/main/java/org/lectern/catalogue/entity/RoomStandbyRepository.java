package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Queries over the agents that stand by. */
@ApplicationScoped
public class RoomStandbyRepository implements PanacheRepositoryBase<RoomStandbyEntity, RoomStandbyEntity.Key> {
    /** The agents that stand by in a room, by rank. */
    public List<UUID> ofRoom(UUID roomId) {
        return list("roomId = ?1 order by rank", roomId).stream()
                .map(row -> row.agentId)
                .toList();
    }

    /** Every agent that records a room: its own if it has one, then those that stand by. */
    public List<UUID> recordersOf(RoomEntity room) {
        List<UUID> agents = new ArrayList<>();
        if (room.agentId != null) {
            agents.add(room.agentId);
        }
        agents.addAll(ofRoom(room.id));
        return agents;
    }

    /** Whether an agent stands by in a room. */
    public boolean standsBy(UUID agentId, UUID roomId) {
        return findByIdOptional(new RoomStandbyEntity.Key(roomId, agentId)).isPresent();
    }

    /** Makes these, in this order, the agents that stand by in a room. */
    public void replace(UUID roomId, List<UUID> agentIds) {
        List<RoomStandbyEntity> before = list("roomId", roomId);
        before.stream().filter(row -> !agentIds.contains(row.agentId)).forEach(this::delete);
        for (UUID agentId : agentIds) {
            RoomStandbyEntity row = before.stream()
                    .filter(one -> one.agentId.equals(agentId))
                    .findFirst()
                    .orElseGet(() -> added(roomId, agentId));
            row.rank = agentIds.indexOf(agentId) + 1;
        }
    }

    private RoomStandbyEntity added(UUID roomId, UUID agentId) {
        var row = new RoomStandbyEntity();
        row.roomId = roomId;
        row.agentId = agentId;
        persist(row);
        return row;
    }
}
