package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries over descriptions of publications. */
@ApplicationScoped
public class PublicationDescriptionRepository implements PanacheRepositoryBase<PublicationDescriptionEntity, UUID> {
    /** The row, locked until the transaction ends. */
    public Optional<PublicationDescriptionEntity> locked(UUID publicationId) {
        return Optional.ofNullable(findById(publicationId, LockModeType.PESSIMISTIC_WRITE));
    }

    public List<PublicationDescriptionEntity> ofPublications(Collection<UUID> publicationIds) {
        return publicationIds.isEmpty() ? List.of() : list("publicationId in ?1", publicationIds);
    }
}
