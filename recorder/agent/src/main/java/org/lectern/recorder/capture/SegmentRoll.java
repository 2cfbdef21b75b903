package org.lectern.recorder.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.recorder.spool.SegmentFile;
import org.lectern.recorder.spool.SpooledTrack;

/**
 * Rolls the packets of one track into segments: each packet waits for the next one, which tells its
 * duration; each segment begins at a key picture and ends at the first one six seconds later. Other
 * parameters, such as another size or codec, begin another run. Keeps the books: whatever happens, a
 * packet is on the disk or counted as lost. For one thread.
 */
final class SegmentRoll {
    /** A segment is sealed at the first key picture at or after this much media. */
    static final long SEGMENT_US = 6_000_000;

    // Timestamps jitter by a tick or two of the device's clock.
    private static final long SEGMENT_SLACK_US = 20_000;

    /** A hole in the media time up to here is a frame that is held; slides may come one in two seconds. */
    private static final long VIDEO_HOLE_US = 2_500_000;

    private static final long AUDIO_HOLE_US = 200_000;
    private static final long USUAL_FRAME_US = 40_000;

    private final SpooledTrack track;
    private final JournalWriter journal;
    private final PacketCounts counts;
    private final long holeUs;

    private @Nullable SegmentWriter segment;
    private @Nullable Session session;
    private int run = -1;
    private @Nullable MediaPacket pending;
    private @Nullable TrackFormat packetFormat;
    private int packetStream = -1;
    // What the segments of the run hold; null before its first.
    private @Nullable TrackFormat runFormat;
    // Whether the next segment begins exactly where the last one ended.
    private boolean abuts;
    private long anchoredUs = Long.MIN_VALUE;
    // Packets of the input at hand that are not in the books yet.
    private int unaccounted;

    SegmentRoll(SpooledTrack track, JournalWriter journal, PacketCounts counts, MediaKind kind) {
        this.track = track;
        this.journal = journal;
        this.counts = counts;
        this.holeUs = kind == MediaKind.VIDEO ? VIDEO_HOLE_US : AUDIO_HOLE_US;
    }

    /** Whether a segment is being written. */
    boolean isOpen() {
        return segment != null;
    }

    /**
     * Takes a packet.
     *
     * @param writable whether a new segment may be begun
     * @throws IOException if the disk refuses; {@link #abandon} must follow
     */
    void add(TrackInput.Packet input, boolean writable) throws IOException {
        unaccounted = 1 + input.droppedBefore();
        if (input.session() != session) {
            finish();
            session = input.session();
            beginRun();
        }
        if (input.droppedBefore() > 0) {
            finish();
            lost(GapReason.OVERFLOW, input.droppedBefore());
            unaccounted = 1;
        }
        MediaPacket packet = input.media();
        learnFormat(packet);
        if (isOfAnotherFormat() && !packet.keyframe()) {
            // What it shows was coded otherwise than what is there.
            finish();
        }
        MediaPacket before = pending;
        if (before != null && packet.dtsUs() <= before.dtsUs()) {
            packet = packet.at(packet.ptsUs(), before.dtsUs() + 1);
        }
        if (before != null) {
            complete(before, packet);
        }
        begin(packet, writable);
    }

    private void beginRun() {
        run = track.nextRun();
        runFormat = null;
        anchoredUs = Long.MIN_VALUE;
    }

    /** Packets without parameters are decoded by those before them, unless they are another stream's. */
    private void learnFormat(MediaPacket packet) {
        boolean same = packet.stream() == packetStream;
        packetStream = packet.stream();
        packetFormat = packet.format() != null || !same ? packet.format() : packetFormat;
    }

    private boolean isOfAnotherFormat() {
        SegmentWriter open = segment;
        return open != null && open.format() != packetFormat && !open.format().equals(packetFormat);
    }

    /** The packet before this one has its duration now. */
    private void complete(MediaPacket before, MediaPacket next) throws IOException {
        long stepUs = next.dtsUs() - before.dtsUs();
        if (stepUs > holeUs) {
            finish();
            lost(GapReason.DEVICE_LOST, 0);
            return;
        }
        write(before, stepUs);
        SegmentWriter done = segment;
        if (done != null && isCut(done, next)) {
            wrote(done.flush());
            segment = null;
            hand(done, Math.max(next.ptsUs(), done.mediaStartUs() + 1));
            abuts = true;
        }
    }

    private boolean isCut(SegmentWriter open, MediaPacket next) {
        return next.keyframe() && (open.lengthUs(next.dtsUs()) >= SEGMENT_US - SEGMENT_SLACK_US || isOfAnotherFormat());
    }

    /** Makes the packet the one that waits for its duration, in a segment. */
    private void begin(MediaPacket packet, boolean writable) throws IOException {
        TrackFormat format = packetFormat;
        Session now = session;
        if (segment == null) {
            if (format == null || now == null || !packet.keyframe() || !writable) {
                // Nothing can be decoded before a key picture.
                lost(journal.gapReason(), 1);
                unaccounted = 0;
                return;
            }
            if (runFormat != null && !runFormat.equals(format)) {
                beginRun();
            }
            runFormat = format;
            SegmentFile file = SegmentFile.create(track.disk(), track.folder(), track.nextFile(), run);
            segment = new SegmentWriter(file, format, now, run, packet.ptsUs(), packet.dtsUs());
        }
        pending = packet;
        unaccounted = 0;
    }

    private void write(MediaPacket packet, long durationUs) throws IOException {
        SegmentWriter open = segment;
        if (open == null) {
            throw new IllegalStateException("A packet waits without a segment.");
        }
        var sample = new Sample(
                packet.dtsUs(),
                Math.toIntExact(durationUs),
                Math.toIntExact(packet.ptsUs() - packet.dtsUs()),
                packet.keyframe(),
                packet.data());
        pending = null;
        wrote(open.add(sample));
    }

    private void wrote(int samples) throws IOException {
        if (samples > 0) {
            counts.onDisk.addAndGet(samples);
            anchor();
        }
    }

    /** A segment that a crash leaves behind is placed by this. */
    private void anchor() throws IOException {
        Session now = session;
        if (now == null) {
            return;
        }
        long offset = now.timeline().anchorUs();
        if (anchoredUs == Long.MIN_VALUE || Math.abs(offset - anchoredUs) > 1000) {
            track.anchor(run, offset);
            anchoredUs = offset;
        }
    }

    /** Puts a part on the disk that has waited for more packets long enough. */
    void flushOld() throws IOException {
        SegmentWriter open = segment;
        if (open != null && open.isPartOld()) {
            wrote(open.flush());
        }
    }

    /** Ends the segment, if one is open, with what there is; the next one will not abut. */
    void finish() throws IOException {
        MediaPacket last = pending;
        if (last != null) {
            write(last, last.durationUs() > 0 ? last.durationUs() : USUAL_FRAME_US);
        }
        SegmentWriter done = segment;
        if (done != null) {
            wrote(done.flush());
            segment = null;
            hand(done, done.mediaEndUs());
        }
        abuts = false;
    }

    /**
     * Ends the session, if it is the one at hand.
     *
     * @return whether it was
     */
    boolean end(Session ended, GapReason reason) throws IOException {
        if (ended != session) {
            return false;
        }
        finish();
        session = null;
        lost(reason, 0);
        return true;
    }

    private void hand(SegmentWriter done, long mediaEndUs) throws IOException {
        if (done.isEmpty()) {
            done.file().discard();
            return;
        }
        journal.add(done, mediaEndUs, abuts);
        counts.bytes.addAndGet(done.file().bytes());
    }

    /** Counts packets into the gap that begins here. */
    void lost(GapReason reason, int packets) {
        counts.inGaps.addAndGet(packets);
        journal.gap(reason, packets);
    }

    /** Gives up what could not be written; what is on the disk stays. */
    void abandon(GapReason reason) {
        SegmentWriter open = segment;
        int packets = unaccounted + (pending == null ? 0 : 1) + (open == null ? 0 : open.unwritten());
        segment = null;
        pending = null;
        unaccounted = 0;
        if (open != null) {
            try {
                hand(open, open.mediaEndUs());
            } catch (IOException e) {
                // An empty file; it is removed when the recorder starts again.
            }
        }
        abuts = false;
        lost(reason, packets);
    }
}
