package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.ChunkState;
import org.lectern.model.PublicationState;

/** Queries over publications. */
@ApplicationScoped
public class PublicationRepository implements PanacheRepositoryBase<PublicationEntity, UUID> {
    /** The newest version of a capture. */
    public Optional<PublicationEntity> ofCapture(UUID captureId) {
        return find("captureId = ?1 order by version desc", captureId).firstResultOptional();
    }

    /** The version of the same capture before this one. */
    public Optional<PublicationEntity> before(PublicationEntity publication) {
        return find("captureId = ?1 and version < ?2 order by version desc", publication.captureId, publication.version)
                .firstResultOptional();
    }

    /** What is made of a capture for people: the newest version that is closed, else the newest. */
    public Optional<PublicationEntity> shownOfCapture(UUID captureId) {
        return find("captureId = ?1 and state = ?2 order by version desc", captureId, PublicationState.CLOSED)
                .firstResultOptional()
                .or(() -> ofCapture(captureId));
    }

    /** What a lecture plays: the newest version that is closed or the first of its capture, else nothing. */
    public Optional<PublicationEntity> shownOfLecture(UUID lectureId) {
        return newestOf(lectureId).flatMap(newest -> shownOfCapture(newest.captureId));
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

    /** Those of which something is to be encoded: {@code publicationId, lectureId, title, urgency, chunks}. */
    public List<Tuple> open(int most) {
        return getEntityManager()
                .createQuery(
                        "select p.id as publicationId, l.id as lectureId, l.title as title, p.urgency as urgency,"
                                + " count(*) as chunks from ChunkEntity c"
                                + " join PublicationTrackEntity t on t.id = c.publicationTrackId"
                                + " join PublicationEntity p on p.id = t.publicationId"
                                + " join LectureEntity l on l.id = p.lectureId where c.state in :open"
                                + " group by p.id, l.id, l.title, p.urgency, p.createdAt order by p.createdAt",
                        Tuple.class)
                .setParameter("open", ChunkState.OPEN)
                .setMaxResults(most)
                .getResultList();
    }
}
