package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
}
