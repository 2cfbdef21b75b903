package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lectern.model.FrameRate;
import org.lectern.model.TrackEntry;

/**
 * Makes one journal of those that several recorders kept of one device: the room's own recorder first;
 * what it has no media for is taken from the one that stands by. Pure.
 *
 * <p>All journals are on the capture's timeline: a recorder's positions count from its own epoch and are
 * moved by the difference of the epochs' wall times when they are reported. Both clocks follow NTP, so
 * what is left is the difference of two disciplined clocks; and nothing at all where the device tells
 * its own time (RTCP sender reports), which then is the time of both.
 *
 * <p>A segment that reaches over the edge of a hole is cut to it by its {@code mediaStartUs} and {@code
 * mediaEndUs}: what lies outside is decoded where it is needed and never shown. Segments begin with a
 * keyframe, so a cut may be anywhere. Video is cut half a frame before the edge, which makes the pictures
 * of both count on without one twice or missing as long as the clocks are that close. The runs of a
 * standby are numbered apart, so that nobody takes its media for a continuation of the other's.
 */
public final class StandbyMerge {
    /** A shorter hole is no hole: less than a frame, it is rounding. */
    public static final long SHORTEST_US = 40_000;

    /** More sessions than a device can have in one capture. */
    static final int RUNS_APART = 1_000_000;

    private StandbyMerge() {}

    /**
     * Merges.
     *
     * @param journals of one device and kind, the one to prefer first; each in order
     * @return the first journal as it is, with the parts of the others that fill its holes, by position
     */
    public static List<TrackEntry> merge(List<List<TrackEntry>> journals) {
        List<TrackEntry> merged = new ArrayList<>();
        List<Span> media = new ArrayList<>();
        for (int rank = 0; rank < journals.size(); rank++) {
            List<TrackEntry> own = journals.get(rank);
            List<TrackEntry> used = rank == 0 ? own : filling(own, holes(media), rank * RUNS_APART);
            merged.addAll(used);
            media.addAll(media(used));
        }
        merged.sort(Comparator.comparingLong(TrackEntry::startUs));
        return List.copyOf(merged);
    }

    /** Where a journal has media. */
    public static List<Span> media(List<TrackEntry> journal) {
        return Span.join(journal.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(entry -> new Span(entry.startUs(), entry.endUs()))
                .toList());
    }

    private static List<Span> holes(List<Span> media) {
        return Span.minus(List.of(new Span(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)), media).stream()
                .filter(hole -> hole.lengthUs() >= SHORTEST_US)
                .toList();
    }

    private static List<TrackEntry> filling(List<TrackEntry> journal, List<Span> holes, int runs) {
        List<TrackEntry> used = new ArrayList<>();
        for (TrackEntry entry : journal) {
            if (entry instanceof TrackEntry.Segment segment) {
                for (Span hole : holes) {
                    Span part = part(segment, hole);
                    if (part.lengthUs() >= SHORTEST_US) {
                        used.add(cut(segment, part, runs));
                    }
                }
            }
        }
        return used;
    }

    private static Span part(TrackEntry.Segment segment, Span hole) {
        FrameRate rate = segment.format().frameRate();
        long half = rate == null ? 0 : Math.round(5e5 * rate.denominator() / rate.numerator());
        return new Span(
                Math.max(segment.startUs(), hole.startUs() - half), Math.min(segment.endUs(), hole.endUs() - half));
    }

    private static TrackEntry.Segment cut(TrackEntry.Segment segment, Span part, int runs) {
        return new TrackEntry.Segment(
                segment.sequence(),
                part.startUs(),
                part.endUs(),
                runs + segment.run(),
                mediaUs(segment, part.startUs()),
                mediaUs(segment, part.endUs()),
                segment.wallStart(),
                segment.format(),
                segment.objectKey(),
                segment.bytes(),
                segment.sha256(),
                segment.packets());
    }

    private static long mediaUs(TrackEntry.Segment segment, long positionUs) {
        long length = segment.endUs() - segment.startUs();
        double slope = length <= 0 ? 1 : (double) (segment.mediaEndUs() - segment.mediaStartUs()) / length;
        return segment.mediaStartUs() + Math.round((positionUs - segment.startUs()) * slope);
    }
}
