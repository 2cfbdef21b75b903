package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over tracks. */
@ApplicationScoped
public class TrackRepository implements PanacheRepositoryBase<TrackEntity, UUID> {
    public List<TrackEntity> ofCapture(UUID captureId) {
        return list("captureId = ?1 order by role, name, kind", captureId);
    }
}
