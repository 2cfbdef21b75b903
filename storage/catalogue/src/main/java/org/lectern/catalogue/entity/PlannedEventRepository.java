package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries over planned events. */
@ApplicationScoped
public class PlannedEventRepository implements PanacheRepositoryBase<PlannedEventEntity, UUID> {
    public Optional<PlannedEventEntity> bySource(String sourceKey) {
        return find("sourceKey", sourceKey).firstResultOptional();
    }

    /** The series that may still grow. */
    public List<PlannedEventEntity> growing() {
        return list("rrule is not null and ended = false order by id");
    }
}
