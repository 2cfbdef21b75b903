package org.lectern.media.encode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.BoundaryPlanner;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/**
 * One chunk to encode. Positions are microseconds from position 0 of the publication, except those
 * within the entries, which are on the capture's timeline.
 *
 * @param startUs where the chunk begins, on the grid
 * @param endUs where it ends: on the grid, or the end of the publication
 * @param originUs position of the publication's 0 on the capture's timeline
 * @param entries the track's journal around the chunk, ordered: at least what overlaps it from 1 s
 *     before its start to {@link org.lectern.model.plan.ChunkPlanner#MARGIN_US} behind its end, and the
 *     nearest segment before. More does no harm and changes nothing
 * @param language of the sound, ISO 639-2/T, {@code und} if unknown
 * @param span the frames of a video chunk, from the whole journal by
 *     {@link org.lectern.model.plan.BoundaryPlanner}; null for sound
 * @param part what is made of it now
 */
public record ChunkInput(
        TrackPlan plan,
        Grid grid,
        long startUs,
        long endUs,
        long originUs,
        List<TrackEntry> entries,
        String language,
        @Nullable ChunkSpan span,
        ChunkPart part) {
    /** A chunk whose entries are the whole journal around it; one that ends off the grid is the last. */
    public ChunkInput(
            TrackPlan plan,
            Grid grid,
            long startUs,
            long endUs,
            long originUs,
            List<TrackEntry> entries,
            String language) {
        this(
                plan,
                grid,
                startUs,
                endUs,
                originUs,
                entries,
                language,
                span(plan, grid, startUs, endUs, endUs % grid.chunkUs() == 0 ? null : endUs, originUs, entries),
                ChunkPart.whole(plan));
    }

    public ChunkInput {
        if (startUs < 0 || endUs <= startUs || startUs % grid.segmentUs() != 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "A chunk begins on a segment's mark and ends after it; got %d to %d us.".formatted(startUs, endUs));
        }
        entries = List.copyOf(entries);
    }

    /** The same chunk, of which something else is made. */
    public ChunkInput of(ChunkPart other) {
        return new ChunkInput(plan, grid, startUs, endUs, originUs, entries, language, span, other);
    }

    /**
     * The frames of a chunk.
     *
     * @param totalUs the end of the publication, null while it is not known
     * @return null for sound
     */
    public static @Nullable ChunkSpan span(
            TrackPlan plan,
            Grid grid,
            long startUs,
            long endUs,
            @Nullable Long totalUs,
            long originUs,
            List<TrackEntry> entries) {
        return plan instanceof TrackPlan.Video video
                ? BoundaryPlanner.span(
                        video, grid, startUs, endUs, totalUs == null ? Long.MAX_VALUE : totalUs, originUs, entries)
                : null;
    }

    /** Where what is shown begins: the chunk's beginning, or what its track has for it. */
    long shownFromUs() {
        return span != null && plan instanceof TrackPlan.Video video && video.passThrough() != null
                ? video.frameRate().positionUs(span.firstFrame())
                : startUs;
    }

    /** Where what is shown ends. */
    long shownToUs() {
        return span != null && !span.last() && plan instanceof TrackPlan.Video video && video.passThrough() != null
                ? video.frameRate().positionUs(span.endFrame())
                : endUs;
    }

    /** Index of the chunk's first rendition segment in the publication. */
    int firstSegment() {
        return Math.toIntExact(startUs / grid.segmentUs());
    }

    /** Number of rendition segments, the last one possibly short. */
    int segmentCount() {
        return Math.toIntExact(Math.ceilDiv(endUs, grid.segmentUs())) - firstSegment();
    }
}
