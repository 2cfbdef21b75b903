package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.plan.Grid;

/**
 * The AAC frames of an audio track: frame {@code k} holds the samples from {@code k * 1024} on, counted
 * from position 0 of the publication. Pure.
 */
record AudioGrid(int sampleRate, Grid grid) {
    static final int FRAME_SAMPLES = 1024;

    /** Frames of one rendition segment: [first, end). */
    record Segment(int index, long firstFrame, long endFrame) {}

    long firstFrameAtOrAfter(long positionUs) {
        return Math.ceilDiv(Math.multiplyExact(positionUs, (long) sampleRate), 1_000_000L * FRAME_SAMPLES);
    }

    /** The segments of a chunk that hold at least one frame. */
    List<Segment> segments(ChunkInput chunk) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < chunk.segmentCount(); i++) {
            int index = chunk.firstSegment() + i;
            long startUs = index * grid.segmentUs();
            long first = firstFrameAtOrAfter(startUs);
            long end = firstFrameAtOrAfter(Math.min(startUs + grid.segmentUs(), chunk.endUs()));
            if (end > first) {
                segments.add(new Segment(index, first, end));
            }
        }
        return segments;
    }
}
