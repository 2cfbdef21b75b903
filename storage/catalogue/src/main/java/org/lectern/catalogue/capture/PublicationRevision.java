package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.standby.Coverages;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.catalogue.standby.Twins;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.plan.Span;

/**
 * Makes a new version of a closed publication where a recorder brought media afterwards that fills what
 * it shows as a gap. The old version stays as it is, and is what students see until the new one is closed.
 */
@ApplicationScoped
class PublicationRevision {
    /** A new version for less would cost more than it gives. */
    static final long WORTHWHILE_US = 500_000;

    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final NewVersions versions;
    private final Recorders recorders;
    private final Coverages coverages;
    private final Completeness completeness;

    PublicationRevision(
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            NewVersions versions,
            Recorders recorders,
            Coverages coverages,
            Completeness completeness) {
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.versions = versions;
        this.recorders = recorders;
        this.coverages = coverages;
        this.completeness = completeness;
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
            versions.make(publication, twins, Math.max(totalUs, longerUs), Urgency.BACKLOG);
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
}
