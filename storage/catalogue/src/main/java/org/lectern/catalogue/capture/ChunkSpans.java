package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.BoundaryPlanner;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.PassThroughPlanner;
import org.lectern.model.plan.TrackPlan;

/**
 * Plans tracks, and the boundaries of their chunks, once: what is written down with a chunk holds for its
 * neighbours too, whatever becomes known of the track later. Runs in the transaction of who asks.
 */
@ApplicationScoped
class ChunkSpans {
    /** The journal so far around a boundary is looked at. */
    private static final long AROUND_US = 3_000_000;

    private final ChunkRepository chunks;
    private final TrackEntryRepository entries;
    private final CaptureRepository captures;
    private final SoundConfig sound;
    private final SlidesConfig slides;

    ChunkSpans(
            ChunkRepository chunks,
            TrackEntryRepository entries,
            CaptureRepository captures,
            SoundConfig sound,
            SlidesConfig slides) {
        this.chunks = chunks;
        this.entries = entries;
        this.captures = captures;
        this.sound = sound;
        this.slides = slides;
    }

    /** The plan of a track that has media. */
    TrackPlan plan(PublicationEntity publication, TrackEntity track) {
        var format = java.util.Objects.requireNonNull(track.firstFormat);
        return switch (LadderPlanner.plan(track.role, format, publication.grid())) {
            case TrackPlan.Audio audio -> sound.applyTo(audio);
            case TrackPlan.Video video ->
                plan(publication, track, slides.applyTo(track.role, isUntrusted(publication), video));
        };
    }

    private boolean isUntrusted(PublicationEntity publication) {
        return captures.findById(publication.captureId).untrusted;
    }

    private TrackPlan plan(PublicationEntity publication, TrackEntity track, TrackPlan.Video video) {
        return entries.firstSegment(track.id)
                .map(first ->
                        PassThroughPlanner.plan(track.role, video, first, publication.originUs, publication.grid()))
                .orElse(video);
    }

    /**
     * Writes its frames into a new chunk, if its track's chunks do not begin at the grid's marks.
     *
     * @param totalUs the end of the publication, null while it is not known
     */
    void fix(PublicationEntity publication, PublicationTrackEntity track, ChunkEntity chunk, @Nullable Long totalUs) {
        if (!(track.plan instanceof TrackPlan.Video video) || video.passThrough() == null) {
            return;
        }
        long fromUs = publication.originUs + chunk.endUs - AROUND_US;
        List<TrackEntry> around = entries.between(track.trackId, fromUs, fromUs + 2 * AROUND_US).stream()
                .map(row -> row.entry)
                .toList();
        ChunkSpan span = BoundaryPlanner.span(
                video,
                publication.grid(),
                chunk.startUs,
                chunk.endUs,
                totalUs == null ? Long.MAX_VALUE : totalUs,
                publication.originUs,
                around);
        Long before = chunk.index == 0
                ? Long.valueOf(0)
                : chunks.findByIdOptional(new ChunkEntity.Key(track.id, chunk.index - 1))
                        .map(previous -> previous.endFrame)
                        .orElse(null);
        long first = before == null ? span.firstFrame() : before;
        chunk.firstFrame = first;
        chunk.endFrame = Math.max(first, span.endFrame());
    }
}
