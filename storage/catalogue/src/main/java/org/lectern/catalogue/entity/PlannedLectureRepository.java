package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries over planned lectures. */
@ApplicationScoped
public class PlannedLectureRepository implements PanacheRepositoryBase<PlannedLectureEntity, UUID> {
    /** The row, locked until the transaction ends: two that tell of its beginning do so in turn. */
    public Optional<PlannedLectureEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    public List<PlannedLectureEntity> ofEvent(UUID eventId) {
        return list("eventId = ?1 order by startsAt, id", eventId);
    }

    /** Those of a room that are on at some time from {@code from} to {@code until}, cancelled ones too. */
    public List<PlannedLectureEntity> ofRoom(UUID roomId, Instant from, Instant until) {
        return list("roomId = ?1 and endsAt > ?2 and startsAt < ?3 order by startsAt, id", roomId, from, until);
    }
}
