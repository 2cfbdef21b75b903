package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.ChunkState;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.Hurry;

/** Queries over chunks. */
@ApplicationScoped
public class ChunkRepository implements PanacheRepositoryBase<ChunkEntity, ChunkEntity.Key> {
    public List<ChunkEntity> ofTrack(UUID publicationTrackId) {
        return list("publicationTrackId = ?1 order by index", publicationTrackId);
    }

    /** The chunks of a track of which some renditions were left for later. */
    public List<ChunkEntity> partial(UUID publicationTrackId) {
        return list("publicationTrackId = ?1 and state = ?2 order by index", publicationTrackId, ChunkState.PARTIAL);
    }

    /** The row, locked until the transaction ends. */
    public Optional<ChunkEntity> locked(UUID publicationTrackId, int index) {
        return Optional.ofNullable(
                findById(new ChunkEntity.Key(publicationTrackId, index), LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * What the chunks of a track were encoded by, from the first on, up to the first that is missing; an empty
     * text for x264.
     */
    public List<String> encoders(UUID publicationTrackId) {
        List<String> encoders = new ArrayList<>();
        for (Tuple row : getEntityManager()
                .createQuery(
                        "select c.index as number, c.encoder as encoder from ChunkEntity c"
                                + " where c.publicationTrackId = :track and c.state not in :waiting order by c.index",
                        Tuple.class)
                .setParameter("track", publicationTrackId)
                .setParameter("waiting", ChunkState.WAITING)
                .getResultList()) {
            if (row.get("number", Integer.class) != encoders.size()) {
                break;
            }
            String encoder = row.get("encoder", String.class);
            encoders.add(encoder == null ? "" : encoder);
        }
        return encoders;
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

    /** How much of a publication's chunks was hurried, of those that could be: 0 to 1. */
    public double hurriedShare(UUID publicationId) {
        List<ChunkEntity> all = list(
                "publicationTrackId in (select t.id from PublicationTrackEntity t"
                        + " join TrackEntity r on r.id = t.trackId where t.publicationId = ?1 and r.kind = ?2)",
                publicationId,
                MediaKind.VIDEO);
        long hurried = all.stream().filter(chunk -> chunk.hurry != Hurry.NONE).count();
        return all.isEmpty() ? 0 : (double) hurried / all.size();
    }

    /** All chunks of which something is still to be encoded: {@code track, state, urgency, queuedAt, startedAt, lengthUs, result}. */
    public List<Tuple> openOnes() {
        return getEntityManager()
                .createQuery(
                        "select c.publicationTrackId as track, c.state as state, c.urgency as urgency,"
                                + " c.queuedAt as queuedAt, c.startedAt as startedAt, c.endUs - c.startUs as lengthUs,"
                                + " c.result as result from ChunkEntity c where c.state in :open",
                        Tuple.class)
                .setParameter("open", ChunkState.OPEN)
                .getResultList();
    }

    /** What a second of media cost of late, in seconds of one thread: {@code role, kind, cost}. */
    public List<Tuple> costsSince(Instant since) {
        return getEntityManager()
                .createQuery(
                        "select t.role as role, t.kind as kind,"
                                + " sum(c.encodeUs) * 1.0d / sum(c.endUs - c.startUs) as cost from ChunkEntity c"
                                + " join PublicationTrackEntity p on p.id = c.publicationTrackId"
                                + " join TrackEntity t on t.id = p.trackId"
                                + " where c.finishedAt > :since and c.state = :done group by t.role, t.kind",
                        Tuple.class)
                .setParameter("since", since)
                .setParameter("done", ChunkState.DONE)
                .getResultList();
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
