package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over devices. */
@ApplicationScoped
public class DeviceRepository implements PanacheRepositoryBase<DeviceEntity, UUID> {
    public List<DeviceEntity> ofRoom(UUID roomId) {
        return list("roomId = ?1 order by createdAt, name", roomId);
    }
}
