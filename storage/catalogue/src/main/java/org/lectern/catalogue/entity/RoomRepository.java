package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries over rooms. */
@ApplicationScoped
public class RoomRepository implements PanacheRepositoryBase<RoomEntity, UUID> {
    public List<RoomEntity> byName() {
        return list("order by name");
    }

    public List<RoomEntity> ofAgent(UUID agentId) {
        return list("agentId = ?1 order by name", agentId);
    }

    /** The rooms in which an agent stands by. */
    public List<RoomEntity> standbyOf(UUID agentId) {
        return list("id in (select s.roomId from RoomStandbyEntity s where s.agentId = ?1) order by name", agentId);
    }

    /** The row, locked until the transaction ends. */
    public Optional<RoomEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }
}
