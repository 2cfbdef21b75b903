package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.CaptureState;

/** Queries over captures. */
@ApplicationScoped
public class CaptureRepository implements PanacheRepositoryBase<CaptureEntity, UUID> {
    /** The row, locked until the transaction ends: what is reported of one capture is merged in turn. */
    public Optional<CaptureEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    public List<CaptureEntity> ofLecture(UUID lectureId) {
        return list("lectureId = ?1 order by requestedAt", lectureId);
    }

    /** Those that their agents would not begin, and that wait for something. */
    public List<CaptureEntity> refused() {
        return list("refusal is not null and state = ?1 order by requestedAt", CaptureState.REQUESTED);
    }

    public List<CaptureEntity> open() {
        return list(
                "state in ?1 order by requestedAt",
                List.of(CaptureState.REQUESTED, CaptureState.RECORDING, CaptureState.STOPPING, CaptureState.UPLOADING));
    }

    public Optional<CaptureEntity> activeOf(UUID roomId) {
        return find(
                        "roomId = ?1 and state in ?2",
                        roomId,
                        List.of(CaptureState.REQUESTED, CaptureState.RECORDING, CaptureState.STOPPING))
                .firstResultOptional();
    }
}
