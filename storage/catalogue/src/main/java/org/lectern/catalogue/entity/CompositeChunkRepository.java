package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over chunks of composite views. */
@ApplicationScoped
public class CompositeChunkRepository implements PanacheRepositoryBase<CompositeChunkEntity, CompositeChunkEntity.Key> {
    public List<CompositeChunkEntity> ofPublication(UUID publicationId) {
        return list("publicationId = ?1 order by index", publicationId);
    }
}
