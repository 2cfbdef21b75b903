package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lectern.model.TrackEntry;

/**
 * Where a track has media, in microseconds from position 0 of the publication. Holes shorter than a
 * second count as covered: there the last picture is held. Pure.
 *
 * @param intervals ordered, apart by at least a second
 */
record Coverage(List<Interval> intervals) {
    /** From a hole of this length on a slate is shown. */
    static final long SLATE_FROM_US = 1_000_000;

    /** [startUs, endUs). */
    record Interval(long startUs, long endUs) {
        boolean overlaps(long fromUs, long toUs) {
            return startUs < toUs && endUs > fromUs;
        }
    }

    /**
     * The coverage around a chunk. A hole at the edge of what is known counts from position 0, or to
     * the chunk's end.
     */
    static Coverage around(ChunkInput chunk) {
        List<Interval> joined = new ArrayList<>();
        long reach = 0;
        for (TrackEntry.Segment segment : segments(chunk)) {
            long start = segment.startUs() - chunk.originUs();
            long end = segment.endUs() - chunk.originUs();
            if (end <= reach && !joined.isEmpty()) {
                continue;
            }
            boolean near = start - reach < SLATE_FROM_US;
            if (joined.isEmpty()) {
                joined.add(new Interval(near ? Math.min(start, 0) : start, end));
            } else if (near) {
                joined.add(new Interval(joined.removeLast().startUs(), end));
            } else {
                joined.add(new Interval(start, end));
            }
            reach = Math.max(reach, end);
        }
        long endUs = chunk.shownToUs();
        if (!joined.isEmpty() && endUs - reach < SLATE_FROM_US && endUs > reach) {
            joined.add(new Interval(joined.removeLast().startUs(), endUs));
        }
        return new Coverage(List.copyOf(joined));
    }

    static List<TrackEntry.Segment> segments(ChunkInput chunk) {
        return chunk.entries().stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .filter(segment -> segment.endUs() > segment.startUs())
                .sorted(Comparator.comparingLong(TrackEntry.Segment::startUs)
                        .thenComparingInt(TrackEntry.Segment::sequence))
                .toList();
    }

    boolean covers(long positionUs) {
        for (Interval interval : intervals) {
            if (interval.startUs() <= positionUs && positionUs < interval.endUs()) {
                return true;
            }
        }
        return false;
    }

    /** What of the coverage lies in [fromUs, toUs). */
    List<Interval> within(long fromUs, long toUs) {
        return intervals.stream()
                .filter(interval -> interval.overlaps(fromUs, toUs))
                .map(interval -> new Interval(Math.max(fromUs, interval.startUs()), Math.min(toUs, interval.endUs())))
                .toList();
    }
}
