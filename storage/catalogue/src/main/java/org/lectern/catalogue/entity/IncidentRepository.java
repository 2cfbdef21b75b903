package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over incidents. */
@ApplicationScoped
public class IncidentRepository implements PanacheRepositoryBase<IncidentEntity, UUID> {
    /** Those that stand, oldest first. */
    public List<IncidentEntity> unresolved(UUID captureId) {
        return list("captureId = ?1 and resolvedAt is null order by openedAt, id", captureId);
    }

    /** Those of all captures that stand and that nobody has acknowledged, newest first. */
    public List<IncidentEntity> open(int most) {
        return find("resolvedAt is null and acknowledgedAt is null order by openedAt desc, id")
                .page(0, most)
                .list();
    }
}
