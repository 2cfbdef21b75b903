package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.ChunkState;

/** Queries over chunks. */
@ApplicationScoped
public class ChunkRepository implements PanacheRepositoryBase<ChunkEntity, ChunkEntity.Key> {
    public List<ChunkEntity> ofTrack(UUID publicationTrackId) {
        return list("publicationTrackId = ?1 order by index", publicationTrackId);
    }

    /** The row, locked until the transaction ends. */
    public Optional<ChunkEntity> locked(UUID publicationTrackId, int index) {
        return Optional.ofNullable(
                findById(new ChunkEntity.Key(publicationTrackId, index), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Chunks of a publication of which something is still to be encoded. */
    public long open(UUID publicationId) {
        return count(
                "state in ?2 and publicationTrackId in"
                        + " (select t.id from PublicationTrackEntity t where t.publicationId = ?1)",
                publicationId,
                ChunkState.OPEN);
    }

    /** Chunks of a publication that are playable, be it in the lowest renditions alone. */
    public long playable(UUID publicationId) {
        return count(
                "state not in ?2 and publicationTrackId in"
                        + " (select t.id from PublicationTrackEntity t where t.publicationId = ?1)",
                publicationId,
                ChunkState.WAITING);
    }

    /** Length of the chunks of a track that are in a state. */
    public long lengthUs(UUID publicationTrackId, ChunkState state) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(c.endUs - c.startUs), 0) from ChunkEntity c"
                                + " where c.publicationTrackId = :track and c.state = :state",
                        Long.class)
                .setParameter("track", publicationTrackId)
                .setParameter("state", state)
                .getSingleResult();
    }

    /** How many chunks of a track, of {@code planned}, are playable from the first on. */
    public int playablePrefix(UUID publicationTrackId, int planned) {
        Integer first = getEntityManager()
                .createQuery(
                        "select min(c.index) from ChunkEntity c where c.publicationTrackId = :track and c.state in :open",
                        Integer.class)
                .setParameter("track", publicationTrackId)
                .setParameter("open", ChunkState.WAITING)
                .getSingleResult();
        return first == null ? planned : first;
    }
}
