package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** Queries over composite views. */
@ApplicationScoped
public class CompositeRepository implements PanacheRepositoryBase<CompositeEntity, UUID> {
    /** The row, locked until the transaction ends. */
    public Optional<CompositeEntity> locked(UUID publicationId) {
        return Optional.ofNullable(findById(publicationId, LockModeType.PESSIMISTIC_WRITE));
    }
}
