package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/**
 * The frames of a video track on the publication's grid, and the ticks in which they are written.
 * Pure.
 *
 * @param timescale 90000 where frames are whole ticks there, else a multiple of the rate's numerator
 * @param frameTicks length of a frame
 */
record FrameGrid(FrameRate rate, long keyframeIntervalUs, Grid grid, int timescale, int frameTicks) {
    private static final int USUAL_TIMESCALE = 90_000;
    private static final int MIN_TIMESCALE = 10_000;
    /** A segment may be that much longer than nominal and still round to the target duration. */
    private static final long MOST_OVER_US = 450_000;

    /** Frames of one rendition segment: [first, end), with the frames that are IDR pictures. */
    record Segment(int index, long firstFrame, long endFrame, List<Long> keyframes) {}

    static FrameGrid of(TrackPlan.Video plan, Grid grid) {
        FrameRate rate = plan.frameRate();
        long usualTicks = (long) USUAL_TIMESCALE * rate.denominator();
        if (usualTicks % rate.numerator() == 0) {
            return new FrameGrid(
                    rate, plan.keyframeIntervalUs(), grid, USUAL_TIMESCALE, (int) (usualTicks / rate.numerator()));
        }
        int factor = Math.ceilDiv(MIN_TIMESCALE, rate.numerator());
        return new FrameGrid(
                rate,
                plan.keyframeIntervalUs(),
                grid,
                Math.multiplyExact(rate.numerator(), factor),
                Math.multiplyExact(rate.denominator(), factor));
    }

    long ticks(long frame) {
        return frame * frameTicks;
    }

    /** The segments of a chunk of a track whose chunks begin at key pictures, where none is passed through. */
    List<Segment> evenSegments(ChunkInput chunk, ChunkSpan span) {
        List<Segment> segments = new ArrayList<>();
        long longest = rate.firstFrameAtOrAfter(grid.segmentUs() + MOST_OVER_US);
        long nominal = rate.firstFrameAtOrAfter(grid.segmentUs());
        long first = span.firstFrame();
        for (int i = 0; first < span.endFrame(); i++) {
            int left = grid.segmentsPerChunk() - i;
            long end = span.last()
                    ? span.endFrame() - first <= longest ? span.endFrame() : first + nominal
                    : left <= 1 ? span.endFrame() : first + (span.endFrame() - first) / left;
            segments.add(
                    new Segment(chunk.firstSegment() + i, first, end, keyframes(rate.positionUs(first), first, end)));
            first = end;
        }
        return segments;
    }

    /** The segments of a chunk that hold at least one frame. */
    List<Segment> segments(ChunkInput chunk) {
        ChunkSpan span = chunk.span();
        if (span != null && chunk.plan() instanceof TrackPlan.Video video && video.passThrough() != null) {
            return evenSegments(chunk, span);
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < chunk.segmentCount(); i++) {
            int index = chunk.firstSegment() + i;
            long startUs = index * grid.segmentUs();
            long endUs = Math.min(startUs + grid.segmentUs(), chunk.endUs());
            long first = rate.firstFrameAtOrAfter(startUs);
            long end = rate.firstFrameAtOrAfter(endUs);
            if (end > first) {
                segments.add(new Segment(index, first, end, keyframes(startUs, first, end)));
            }
        }
        return segments;
    }

    private List<Long> keyframes(long startUs, long first, long end) {
        List<Long> keyframes = new ArrayList<>();
        for (long atUs = startUs; ; atUs += keyframeIntervalUs) {
            long frame = rate.firstFrameAtOrAfter(atUs);
            if (frame >= end) {
                return keyframes;
            }
            if (frame >= first && (keyframes.isEmpty() || keyframes.getLast() < frame)) {
                keyframes.add(frame);
            }
        }
    }
}
