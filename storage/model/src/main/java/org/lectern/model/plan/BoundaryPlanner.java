package org.lectern.model.plan;

import java.util.List;
import java.util.stream.LongStream;
import org.lectern.model.FrameRate;
import org.lectern.model.PictureCoding;
import org.lectern.model.TrackEntry;

/**
 * Decides where the chunks of a video track begin. Where all rungs are encoded, that is on the grid's
 * marks. Where the best rung shows the device's own pictures it is at the device's key picture nearest
 * to the mark moved by the track's phase, and where there is none near at the moved mark itself: so the
 * workers of neighbouring chunks agree by looking at the same stretch of the journal. Pure.
 *
 * <p>The limits keep each half of a chunk within half a second of 6 s (HLS authoring specification 7.7).
 */
public final class BoundaryPlanner {
    /** A key picture further away from its mark is none of it. */
    static final long MOST_OFF_US = 450_000;
    /** The largest phase: the first chunk is so much longer, or shorter. */
    static final long MOST_PHASE_US = 900_000;
    /** By how much the first chunk may be longer or shorter in all. */
    private static final long MOST_STRETCH_US = 920_000;

    private BoundaryPlanner() {}

    /** How far behind a mark of the grid a chunk of the track may begin, in microseconds. */
    public static long latestUs(TrackPlan plan) {
        return plan instanceof TrackPlan.Video video && video.passThrough() != null
                ? Math.max(0, video.passThrough().phaseUs()) + MOST_OFF_US
                : 0;
    }

    /**
     * The frames of a chunk.
     *
     * @param startUs the chunk's beginning, a mark of the grid
     * @param endUs its end: a mark, or the end of the publication
     * @param totalUs the end of the publication; {@code Long.MAX_VALUE} while it is not known
     * @param originUs position 0 of the publication on the capture's timeline
     * @param entries the track's journal, at least around both ends
     */
    public static ChunkSpan span(
            TrackPlan.Video plan,
            Grid grid,
            long startUs,
            long endUs,
            long totalUs,
            long originUs,
            List<TrackEntry> entries) {
        FrameRate rate = plan.frameRate();
        boolean last = endUs >= totalUs;
        long totalFrames = totalUs == Long.MAX_VALUE ? Long.MAX_VALUE : rate.firstFrameAtOrAfter(totalUs);
        long first = Math.min(boundary(plan, grid, startUs, originUs, entries), totalFrames);
        long end = last ? totalFrames : Math.min(boundary(plan, grid, endUs, originUs, entries), totalFrames);
        return new ChunkSpan(first, end, last);
    }

    private static long boundary(
            TrackPlan.Video plan, Grid grid, long markUs, long originUs, List<TrackEntry> entries) {
        TrackPlan.PassThrough pass = plan.passThrough();
        FrameRate rate = plan.frameRate();
        if (markUs == 0 || pass == null) {
            return rate.firstFrameAtOrAfter(markUs);
        }
        long wantedUs = markUs + pass.phaseUs();
        // Only the first chunk, which begins at 0, is stretched by the whole phase.
        boolean first = markUs <= grid.chunkUs();
        long mostOffUs = first ? Math.min(MOST_OFF_US, MOST_STRETCH_US - Math.abs(pass.phaseUs())) : MOST_OFF_US;
        long nearestUs = wantedUs;
        long leastOffUs = mostOffUs + 1;
        for (TrackEntry entry : entries) {
            if (entry instanceof TrackEntry.Segment segment
                    && segment.startUs() - originUs <= wantedUs + mostOffUs
                    && segment.endUs() - originUs >= wantedUs - mostOffUs) {
                for (long keyUs : keyframes(segment, originUs).toArray()) {
                    long offUs = Math.abs(keyUs - wantedUs);
                    if (offUs < leastOffUs) {
                        leastOffUs = offUs;
                        nearestUs = keyUs;
                    }
                }
            }
        }
        return nearestFrame(rate, nearestUs);
    }

    /** Positions of the segment's key pictures from position 0 of the publication. */
    static LongStream keyframes(TrackEntry.Segment segment, long originUs) {
        PictureCoding coding = segment.coding();
        if (coding == null) {
            return LongStream.empty();
        }
        long mediaUs = segment.mediaEndUs() - segment.mediaStartUs();
        double slope = mediaUs <= 0 ? 1 : (double) (segment.endUs() - segment.startUs()) / mediaUs;
        return coding.keyframesUs().stream()
                .filter(key -> key >= segment.mediaStartUs())
                .mapToLong(key -> segment.startUs() - originUs + Math.round((key - segment.mediaStartUs()) * slope));
    }

    /** The frame of the grid that stands nearest to a position. */
    public static long nearestFrame(FrameRate rate, long positionUs) {
        long next = rate.firstFrameAtOrAfter(positionUs);
        long after = rate.positionUs(next) - positionUs;
        return next > 0 && positionUs - rate.positionUs(next - 1) < after ? next - 1 : next;
    }
}
