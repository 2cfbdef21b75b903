package org.lectern.media.encode;

import java.util.List;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkPlanner;

/**
 * What of the journal a chunk is made of. Pure.
 *
 * @param segments the source segments that it uses, in order of position
 * @param coverage where the track has media
 * @param shown the coverage within the chunk; the rest is slate or silence
 * @param measured the source segments that decide its level, in order of position; none where it stays
 */
record ChunkScene(
        List<TrackEntry.Segment> segments,
        Coverage coverage,
        List<Coverage.Interval> shown,
        List<TrackEntry.Segment> measured) {
    static ChunkScene of(ChunkInput chunk) {
        Coverage coverage = Coverage.around(chunk);
        // A picture is held for less than a second, so nothing older matters.
        long fromUs = chunk.shownFromUs() - Coverage.SLATE_FROM_US;
        long toUs = chunk.shownToUs() + ChunkPlanner.MARGIN_US;
        long historyUs = chunk.plan().historyUs();
        return new ChunkScene(
                between(chunk, fromUs, toUs),
                coverage,
                coverage.within(chunk.shownFromUs(), chunk.shownToUs()),
                historyUs == 0 ? List.of() : between(chunk, Math.max(0, chunk.startUs() - historyUs), chunk.endUs()));
    }

    private static List<TrackEntry.Segment> between(ChunkInput chunk, long fromUs, long toUs) {
        return Coverage.segments(chunk).stream()
                .filter(segment -> new Coverage.Interval(
                                segment.startUs() - chunk.originUs(), segment.endUs() - chunk.originUs())
                        .overlaps(fromUs, toUs))
                .toList();
    }

    /** No source at all. */
    static ChunkScene empty() {
        return new ChunkScene(List.of(), new Coverage(List.of()), List.of(), List.of());
    }
}
