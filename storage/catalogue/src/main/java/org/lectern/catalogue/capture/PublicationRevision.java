package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.standby.Coverages;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.catalogue.standby.Twins;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.Span;

/**
 * Makes a new version of a closed publication where a recorder brought media afterwards that fills what
 * it shows as a gap. The old version stays as it is, and is what students see until the new one is closed.
 */
@ApplicationScoped
class PublicationRevision {
    /** A new version for less would cost more than it gives. */
    static final long WORTHWHILE_US = 500_000;

    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final ChunkQueue queue;
    private final Recorders recorders;
    private final Coverages coverages;
    private final LectureRepository lectures;
    private final Completeness completeness;
    private final Clock clock;

    PublicationRevision(
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            ChunkQueue queue,
            Recorders recorders,
            Coverages coverages,
            LectureRepository lectures,
            Completeness completeness,
            Clock clock) {
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.queue = queue;
        this.recorders = recorders;
        this.coverages = coverages;
        this.lectures = lectures;
        this.completeness = completeness;
        this.clock = clock;
    }

    /**
     * Compares a closed publication with all that there is by now, once nothing more is to be expected
     * soon. Does nothing where nobody has brought anything since it was last compared.
     */
    void revise(PublicationEntity publication, List<TrackEntity> all, List<CaptureRecorderEntity> rows) {
        boolean late = rows.stream().anyMatch(row -> row.late);
        boolean more = rows.stream().anyMatch(row -> recorders.isAwaited(row, Coverages.isWhole(row, all), null));
        Long totalUs = publication.totalUs;
        if (!late || more || totalUs == null) {
            return;
        }
        rows.forEach(row -> row.late = false);
        List<Twins> twins = Twins.of(all, rows);
        List<PublicationTrackEntity> planned = publicationTracks.ofPublication(publication.id);
        long longerUs = twins.stream()
                .mapToLong(one -> coverages.lastUs(one, all, rows, Long.MIN_VALUE) - publication.originUs)
                .max()
                .orElse(0);
        boolean gains = longerUs - totalUs > WORTHWHILE_US
                || planned.stream().anyMatch(track -> gains(publication, track, twins));
        if (gains) {
            make(publication, planned, twins, Math.max(totalUs, longerUs));
        }
        completeness.judge(publication.captureId);
    }

    private boolean gains(PublicationEntity publication, PublicationTrackEntity track, List<Twins> twins) {
        Optional<Twins> own =
                twins.stream().filter(one -> one.has(track.trackId)).findFirst();
        return own.isPresent()
                && chunks.ofTrack(track.id).stream().anyMatch(chunk -> {
                    long nowUs = Span.lengthUs(coverages.merged(
                            own.get(), publication.originUs + chunk.startUs, publication.originUs + chunk.endUs));
                    return chunk.mediaUs != null && nowUs - chunk.mediaUs > WORTHWHILE_US;
                });
    }

    private void make(PublicationEntity old, List<PublicationTrackEntity> planned, List<Twins> twins, long totalUs) {
        var next = new PublicationEntity();
        next.id = UUID.randomUUID();
        next.lectureId = old.lectureId;
        next.captureId = old.captureId;
        next.version = publications
                        .newestOf(old.lectureId)
                        .map(newest -> newest.version)
                        .orElse(old.version)
                + 1;
        next.state = PublicationState.FINISHING;
        next.urgency = Urgency.BACKLOG;
        next.originUs = old.originUs;
        next.language = lectures.languageOf(old.lectureId).orElse(null);
        next.segmentUs = old.segmentUs;
        next.chunkSegments = old.chunkSegments;
        next.totalUs = totalUs;
        next.views = List.of();
        next.createdAt = clock.instant();
        publications.persist(next);
        publications.flush();
        for (PublicationTrackEntity track : planned) {
            var copy = new PublicationTrackEntity();
            copy.id = UUID.randomUUID();
            copy.publicationId = next.id;
            copy.trackId = track.trackId;
            copy.name = track.name;
            copy.plan = track.plan;
            publicationTracks.persist(copy);
            publicationTracks.flush();
            twins.stream()
                    .filter(one -> one.has(track.trackId))
                    .findFirst()
                    .ifPresent(own -> queue.queueUntil(
                            next, copy, own.leader().role, next.grid().chunkCount(totalUs), totalUs));
        }
    }
}
