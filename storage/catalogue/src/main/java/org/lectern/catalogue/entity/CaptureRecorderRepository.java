package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.CaptureState;

/** Queries over the agents that record captures together. */
@ApplicationScoped
public class CaptureRecorderRepository
        implements PanacheRepositoryBase<CaptureRecorderEntity, CaptureRecorderEntity.Key> {
    /** Those of a capture, the room's own first; none where nobody stands by. */
    public List<CaptureRecorderEntity> ofCapture(UUID captureId) {
        return list("captureId = ?1 order by rank, agentId", captureId);
    }

    public Optional<CaptureRecorderEntity> of(UUID captureId, UUID agentId) {
        return findByIdOptional(new CaptureRecorderEntity.Key(captureId, agentId));
    }

    /** The captures that several agents record, and with which time alone may bring something about. */
    public List<UUID> inMotion() {
        return getEntityManager()
                .createQuery(
                        "select distinct r.captureId from CaptureRecorderEntity r where r.late = true or exists"
                                + " (select 1 from CaptureEntity c where c.id = r.captureId and c.state in :open)",
                        UUID.class)
                .setParameter(
                        "open",
                        List.of(
                                CaptureState.REQUESTED,
                                CaptureState.RECORDING,
                                CaptureState.STOPPING,
                                CaptureState.UPLOADING))
                .getResultList();
    }
}
