package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over marks. */
@ApplicationScoped
public class MarkRepository implements PanacheRepositoryBase<MarkEntity, UUID> {
    public List<MarkEntity> ofCapture(UUID captureId) {
        return list("captureId = ?1 order by positionUs, id", captureId);
    }
}
