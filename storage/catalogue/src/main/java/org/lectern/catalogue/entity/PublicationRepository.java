package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries over publications. */
@ApplicationScoped
public class PublicationRepository implements PanacheRepositoryBase<PublicationEntity, UUID> {
    public Optional<PublicationEntity> ofCapture(UUID captureId) {
        return find("captureId", captureId).firstResultOptional();
    }

    /** The row, locked until the transaction ends. */
    public Optional<PublicationEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The newest version of a lecture. */
    public Optional<PublicationEntity> newestOf(UUID lectureId) {
        return find("lectureId = ?1 order by version desc", lectureId).firstResultOptional();
    }

    public List<PublicationEntity> ofLecture(UUID lectureId) {
        return list("lectureId = ?1 order by version", lectureId);
    }
}
