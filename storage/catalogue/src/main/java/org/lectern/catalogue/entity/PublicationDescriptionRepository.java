package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.DescriptionState;

/** Queries over descriptions of publications. */
@ApplicationScoped
public class PublicationDescriptionRepository implements PanacheRepositoryBase<PublicationDescriptionEntity, UUID> {
    /** The row, locked until the transaction ends. */
    public Optional<PublicationDescriptionEntity> locked(UUID publicationId) {
        return Optional.ofNullable(findById(publicationId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** What was made last of an earlier version of a publication. */
    public Optional<PublicationDescriptionEntity> madeBefore(PublicationEntity publication) {
        return find(
                        "from PublicationDescriptionEntity d join PublicationEntity p on p.id = d.publicationId"
                                + " where p.captureId = ?1 and p.version < ?2 and d.state = ?3 order by p.version desc",
                        publication.captureId,
                        publication.version,
                        DescriptionState.DONE)
                .firstResultOptional();
    }

    public List<PublicationDescriptionEntity> ofPublications(Collection<UUID> publicationIds) {
        return publicationIds.isEmpty() ? List.of() : list("publicationId in ?1", publicationIds);
    }
}
