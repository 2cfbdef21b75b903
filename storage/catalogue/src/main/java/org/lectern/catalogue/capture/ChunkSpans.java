package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final SoundConfig sound;

    ChunkSpans(ChunkRepository chunks, TrackEntryRepository entries, SoundConfig sound) {
        this.chunks = chunks;
        this.entries = entries;
        this.sound = sound;
    }

    /** The plan of a track that has media. */
    TrackPlan plan(PublicationEntity publication, TrackEntity track) {
        var format = java.util.Objects.requireNonNull(track.firstFormat);
        TrackPlan plan = LadderPlanner.plan(track.role, format, publication.grid());
        if (plan instanceof TrackPlan.Audio audio) {
            return sound.applyTo(audio);
        }
        if (!(plan instanceof TrackPlan.Video video)) {
            return plan;
        }
        return entries.firstSegment(track.id)
                .<TrackPlan>map(first ->
                        PassThroughPlanner.plan(track.role, video, first, publication.originUs, publication.grid()))
                .orElse(plan);
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
