package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Queries over workers. */
@ApplicationScoped
public class WorkerRepository implements PanacheRepositoryBase<WorkerEntity, String> {
    public List<WorkerEntity> seenSince(Instant since) {
        return list("seenAt > ?1 order by name", since);
    }

    public void removeUnseenSince(Instant since) {
        delete("seenAt < ?1", since);
    }
}
