package org.lectern.recorder.capture;

import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.Timeline;
import org.lectern.model.GapReason;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.recorder.spool.SpooledTrack;

/**
 * Seals segments and places them in the journal, in order. A segment waits here while its place is not
 * known yet, or while the disk refuses it; nothing behind it overtakes it. For one thread.
 */
final class JournalWriter {
    private final SpooledTrack track;
    private final CaptureClock clock;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private GapReason gapReason;
    private int packetsLost;
    private @Nullable SourceFormat format;

    /**
     * A finished segment.
     *
     * @param mediaEndUs where the next one goes on, or where its last sample ends
     * @param abuts whether it goes on exactly where the one before it ended
     * @param reason of a gap before it, if there is one
     * @param lostBefore packets that were lost before it
     */
    private record Waiting(SegmentWriter segment, long mediaEndUs, boolean abuts, GapReason reason, int lostBefore) {}

    JournalWriter(SpooledTrack track, CaptureClock clock, GapReason first) {
        this.track = track;
        this.clock = clock;
        this.gapReason = first;
    }

    /** What the last placed segment held, null before the first. */
    @Nullable
    SourceFormat format() {
        return format;
    }

    GapReason gapReason() {
        return gapReason;
    }

    /** Why there is no media from here on. Counts the packets that go with it. */
    void gap(GapReason reason, int lost) {
        gapReason = reason;
        packetsLost += lost;
    }

    /** Hands over a finished segment; {@link #drain} places it. */
    void add(SegmentWriter segment, long mediaEndUs, boolean abuts) {
        waiting.add(new Waiting(segment, mediaEndUs, abuts, gapReason, packetsLost));
        packetsLost = 0;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Places what can be placed.
     *
     * @param force even if a sender report may still come
     * @throws IOException if the disk refuses; all is kept for the next call
     */
    void drain(boolean force) throws IOException {
        track.makeWhole();
        while (!waiting.isEmpty()) {
            Waiting next = waiting.getFirst();
            next.segment.file().seal();
            if (!force && !next.segment.session().timeline().isReady(clock.nowUs())) {
                return;
            }
            place(next);
            waiting.removeFirst();
        }
    }

    private void place(Waiting next) throws IOException {
        SegmentWriter segment = next.segment;
        Timeline timeline = segment.session().timeline();
        long endBefore = track.endUs();
        long mediaStart = segment.mediaStartUs();
        long start = next.abuts ? endBefore : timeline.positionUs(mediaStart);
        if (start < endBefore) {
            // The device sent again what is there already, or what was before the capture: it is left out.
            long known = Math.min(endBefore - start, next.mediaEndUs - mediaStart - 1);
            mediaStart += known;
            start = endBefore;
        }
        int lost = next.lostBefore;
        if (start > endBefore) {
            track.append(new TrackEntry.Gap(track.size(), endBefore, start, next.reason, lost), null);
        }
        SourceFormat told = stable(segment.sourceFormat());
        var entry = new TrackEntry.Segment(
                track.size(),
                start,
                Math.max(start + 1, timeline.endUs(start, mediaStart, next.mediaEndUs)),
                segment.run(),
                mediaStart,
                next.mediaEndUs,
                clock.wall(start),
                told,
                track.nextKey(),
                segment.file().bytes(),
                segment.file().sha256Hex(),
                segment.packets(),
                segment.coding());
        track.noteResidual(timeline.residualUs());
        track.append(entry, segment.file().fileName());
        format = told;
    }

    /** A frame rate that is measured anew with each segment must not flutter. */
    private SourceFormat stable(SourceFormat measured) {
        SourceFormat before = format;
        if (before == null || before.frameRate() == null || measured.frameRate() == null) {
            return measured;
        }
        double ratio =
                measured.frameRate().framesPerSecond() / before.frameRate().framesPerSecond();
        boolean same = before.codec() == measured.codec()
                && before.width() == measured.width()
                && before.height() == measured.height()
                && Math.abs(ratio - 1) < 0.08;
        return same ? before : measured;
    }

    /** Covers the timeline up to a position with a gap, where nothing waits and nothing is there. */
    void cover(long untilUs) throws IOException {
        track.makeWhole();
        long end = track.endUs();
        if (waiting.isEmpty() && untilUs > end) {
            track.append(new TrackEntry.Gap(track.size(), end, untilUs, gapReason, packetsLost), null);
            packetsLost = 0;
        }
    }
}
