package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.TrackEntry;

/** Queries over the journals of tracks. */
@ApplicationScoped
public class TrackEntryRepository implements PanacheRepositoryBase<TrackEntryEntity, TrackEntryEntity.Key> {
    /** Entries from a sequence number on, in order. */
    public List<TrackEntryEntity> from(UUID trackId, int sequence) {
        return list("trackId = ?1 and sequence >= ?2 order by sequence", trackId, sequence);
    }

    /** Entries that overlap a stretch of the capture's timeline, in order. */
    public List<TrackEntryEntity> between(UUID trackId, long fromUs, long untilUs) {
        return list("trackId = ?1 and startUs < ?3 and endUs > ?2 order by sequence", trackId, fromUs, untilUs);
    }

    /** The last segment that begins before a position. */
    public Optional<TrackEntryEntity> lastSegmentBefore(UUID trackId, long positionUs) {
        return find("trackId = ?1 and segment = true and startUs < ?2 order by sequence desc", trackId, positionUs)
                .firstResultOptional();
    }

    /** The first segment of a track. */
    public Optional<TrackEntry.Segment> firstSegment(UUID trackId) {
        return find("trackId = ?1 and segment = true order by sequence", trackId)
                .firstResultOptional()
                .map(row -> (TrackEntry.Segment) row.entry);
    }

    /** Whether the entry is known already. */
    public boolean knows(UUID trackId, int sequence) {
        return findByIdOptional(new TrackEntryEntity.Key(trackId, sequence)).isPresent();
    }

    /** Length of all segments, or of all gaps, of a track. */
    public long lengthUs(UUID trackId, boolean segments) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(e.endUs - e.startUs), 0) from TrackEntryEntity e"
                                + " where e.trackId = :track and e.segment = :segment",
                        Long.class)
                .setParameter("track", trackId)
                .setParameter("segment", segments)
                .getSingleResult();
    }

    /** The gaps of a track, in order. */
    public List<TrackEntry> gaps(UUID trackId) {
        return list("trackId = ?1 and segment = false order by sequence", trackId).stream()
                .map(row -> row.entry)
                .toList();
    }
}
