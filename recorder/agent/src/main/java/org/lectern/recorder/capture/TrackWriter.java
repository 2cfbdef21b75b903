package org.lectern.recorder.capture;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.recorder.spool.SegmentFile;
import org.lectern.recorder.spool.SpooledTrack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one track: packets into parts, parts into segments of about six seconds, segments and gaps
 * into the journal. It has a thread of its own; {@link #queue()} is its only entrance. No error of the
 * disk ends it: what cannot be written is counted into a gap, and it tries again.
 */
final class TrackWriter implements Runnable {
    /** A segment is sealed at the first key picture at or after this much media. */
    static final long SEGMENT_US = 6_000_000;

    // Timestamps jitter by a tick or two of the device's clock.
    private static final long SEGMENT_SLACK_US = 20_000;
    /** A hole in the media time up to here is a frame that is held; slides may come one in two seconds. */
    private static final long VIDEO_HOLE_US = 2_500_000;

    private static final long AUDIO_HOLE_US = 200_000;
    /** Silence of one stream while the session lives: its coverage must advance. */
    private static final long STREAM_IDLE_US = 5_000_000;
    /** An open gap is told in pieces, and never closer to now than a packet may still come late. */
    private static final long GAP_PIECE_US = 6_000_000;

    private static final long GAP_MARGIN_US = 3_000_000;

    /** What is on its way when a capture stops is no gap. */
    private static final long GAP_AT_END_US = 2_000_000;

    private static final long TICK_MILLIS = 200;
    private static final long DISK_RETRY_NANOS = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(TrackWriter.class);

    private final SpooledTrack track;
    private final CaptureClock clock;
    private final MediaKind kind;
    private final PacketQueue queue;
    private final JournalWriter journal;
    private final PacketCounts counts = new PacketCounts();
    private final RateMeter meter = new RateMeter();
    private final AtomicReference<@Nullable Problem> diskProblem = new AtomicReference<>();

    private @Nullable SegmentWriter segment;
    private @Nullable Session session;
    private int run = -1;
    private @Nullable MediaPacket pending;
    private @Nullable TrackFormat packetFormat;
    // Whether the next segment begins exactly where the last one ended.
    private boolean abuts;
    private long anchoredUs = Long.MIN_VALUE;
    private long diskRetryNanos = Long.MIN_VALUE;
    private long lastPacketUs;
    private long drainRetryNanos = Long.MIN_VALUE;
    // Packets of the input at hand that are not in the books yet.
    private int unaccounted;
    private boolean resuming;
    private volatile long positionUs;
    private volatile TrackState state = TrackState.WAITING;
    private volatile boolean stopped;

    /**
     * @param resuming whether the recorder was down until now
     */
    TrackWriter(SpooledTrack track, CaptureClock clock, MediaKind kind, long queueBytes, boolean resuming) {
        this.track = track;
        this.clock = clock;
        this.kind = kind;
        this.queue = new PacketQueue(queueBytes);
        this.journal = new JournalWriter(track, clock, resuming ? GapReason.RECORDER_DOWN : GapReason.NOT_CONNECTED);
        this.resuming = resuming;
        this.positionUs = track.endUs();
    }

    PacketQueue queue() {
        return queue;
    }

    /** Takes a packet from the device's thread. Never blocks. */
    void offer(Session from, MediaPacket packet) {
        counts.received.incrementAndGet();
        meter.add(packet.data().length);
        queue.offer(from, packet);
    }

    PacketCounts counts() {
        return counts;
    }

    RateMeter meter() {
        return meter;
    }

    SpooledTrack track() {
        return track;
    }

    MediaKind kind() {
        return kind;
    }

    TrackState state() {
        return state;
    }

    /** End of what has been received. */
    long positionUs() {
        return positionUs;
    }

    @Nullable
    SourceFormat format() {
        return journal.format();
    }

    /** What the disk does wrong, null if nothing. */
    @Nullable
    Problem diskProblem() {
        return diskProblem.get();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                take(queue.poll(TICK_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(@Nullable TrackInput input) {
        try {
            switch (input) {
                case null -> {}
                case TrackInput.Packet packet -> {
                    unaccounted = 1 + packet.droppedBefore();
                    packet(packet);
                }
                case TrackInput.SessionEnd end -> sessionEnd(end);
                case TrackInput.Stop stop -> stop(stop.positionUs());
            }
        } catch (IOException e) {
            diskFailed(e);
        } catch (RuntimeException e) {
            // A packet that breaks our code must not end the recording.
            LOG.error("A packet of {} could not be recorded.", track.header().name(), e);
            abandonSegment(GapReason.UNSUPPORTED);
        }
        tick();
    }

    private void packet(TrackInput.Packet input) throws IOException {
        MediaPacket packet = input.media();
        if (input.session() != session) {
            finishSegment();
            session = input.session();
            run = track.nextRun();
            anchoredUs = Long.MIN_VALUE;
            abuts = false;
        }
        if (input.droppedBefore() > 0) {
            finishSegment();
            abuts = false;
            lost(GapReason.OVERFLOW, input.droppedBefore());
            unaccounted = 1;
        }
        packetFormat = packet.format() == null ? packetFormat : packet.format();
        lastPacketUs = clock.positionUs(packet.receivedNanos());
        positionUs = lastPacketUs;
        completePending(packet);
        begin(packet);
    }

    /** The packet before this one has its duration now. */
    private void completePending(MediaPacket next) throws IOException {
        MediaPacket before = pending;
        if (before == null) {
            return;
        }
        long stepUs = next.dtsUs() - before.dtsUs();
        if (stepUs > (kind == MediaKind.VIDEO ? VIDEO_HOLE_US : AUDIO_HOLE_US)) {
            finishSegment();
            abuts = false;
            lost(GapReason.DEVICE_LOST, 0);
            return;
        }
        write(before, Math.max(1, stepUs));
        if (isCut(next)) {
            cut(next.ptsUs());
        }
    }

    private boolean isCut(MediaPacket next) {
        SegmentWriter open = segment;
        if (open == null || !next.keyframe()) {
            return false;
        }
        return open.lengthUs(next.dtsUs()) >= SEGMENT_US - SEGMENT_SLACK_US
                || !open.format().equals(packetFormat);
    }

    /** Ends the segment where the next one begins. */
    private void cut(long mediaEndUs) throws IOException {
        SegmentWriter done = segment;
        if (done != null) {
            flush(done);
            segment = null;
            hand(done, Math.max(mediaEndUs, done.mediaStartUs() + 1));
            abuts = true;
            drain(false);
        }
    }

    /** Makes the packet the one that waits for its duration, in a segment. */
    private void begin(MediaPacket packet) throws IOException {
        TrackFormat format = packetFormat;
        if (segment == null) {
            if (format == null || !packet.keyframe() || System.nanoTime() < diskRetryNanos) {
                // Nothing can be decoded before a key picture.
                lost(null, 1);
                unaccounted = 0;
                return;
            }
            segment = open(format, packet);
            state = TrackState.RECORDING;
        }
        pending = packet;
        unaccounted = 0;
    }

    private SegmentWriter open(TrackFormat format, MediaPacket first) throws IOException {
        Session now = session;
        if (now == null) {
            throw new IllegalStateException("A packet came without a session.");
        }
        SegmentFile file = SegmentFile.create(track.disk(), track.folder(), track.nextFile(), run);
        return new SegmentWriter(file, format, now, run, first.ptsUs(), first.dtsUs());
    }

    private void write(MediaPacket packet, long durationUs) throws IOException {
        SegmentWriter open = segment;
        if (open == null) {
            pending = null;
            lost(null, 1);
            return;
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

    private void flush(SegmentWriter open) throws IOException {
        wrote(open.flush());
    }

    private void wrote(int samples) throws IOException {
        if (samples == 0) {
            return;
        }
        counts.onDisk.addAndGet(samples);
        diskProblem.set(null);
        anchor();
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

    /** Ends the segment with what there is. */
    private void finishSegment() throws IOException {
        MediaPacket last = pending;
        SegmentWriter done = segment;
        if (done == null) {
            return;
        }
        if (last != null) {
            write(last, last.durationUs() > 0 ? last.durationUs() : 40_000);
        }
        flush(done);
        segment = null;
        hand(done, done.mediaEndUs());
    }

    private void hand(SegmentWriter done, long mediaEndUs) throws IOException {
        if (done.isEmpty()) {
            done.file().discard();
            return;
        }
        journal.add(done, mediaEndUs, abuts);
        counts.bytes.addAndGet(done.file().bytes());
    }

    private void lost(@Nullable GapReason reason, int packets) {
        counts.inGaps.addAndGet(packets);
        journal.gap(reason == null ? journal.gapReason() : reason, packets);
    }

    private void sessionEnd(TrackInput.SessionEnd end) throws IOException {
        if (end.session() != session) {
            return;
        }
        finishSegment();
        session = null;
        abuts = false;
        if (state == TrackState.RECORDING) {
            state = TrackState.GAP;
        }
        lost(end.reason(), 0);
        drain(true);
    }

    /** What time brings about. */
    private void tick() {
        try {
            SegmentWriter open = segment;
            if (open != null && open.isPartOld()) {
                flush(open);
            }
            if (stopped) {
                return;
            }
            if (open != null && clock.nowUs() - lastPacketUs > STREAM_IDLE_US) {
                finishSegment();
                abuts = false;
                state = TrackState.GAP;
                lost(GapReason.DEVICE_LOST, 0);
            }
            drain(false);
            long coveredUs = clock.nowUs() - GAP_MARGIN_US;
            if (resuming) {
                journal.cover(Math.max(track.endUs(), clock.nowUs()));
                journal.gap(GapReason.DEVICE_LOST, 0);
                resuming = false;
            }
            if (segment == null && coveredUs - track.endUs() >= GAP_PIECE_US) {
                journal.cover(coveredUs);
            }
        } catch (IOException e) {
            diskFailed(e);
        }
    }

    /** Places what can be placed. A journal that cannot be written does not end the segment at hand. */
    private void drain(boolean force) {
        if (System.nanoTime() < drainRetryNanos) {
            return;
        }
        try {
            journal.drain(force);
        } catch (IOException e) {
            drainRetryNanos = System.nanoTime() + DISK_RETRY_NANOS;
            diskProblem.set(DiskProblems.of(e, track.folder()));
        }
    }

    private void diskFailed(IOException e) {
        LOG.warn("{}: {}", track.header().name(), e.toString());
        diskRetryNanos = System.nanoTime() + DISK_RETRY_NANOS;
        diskProblem.set(DiskProblems.of(e, track.folder()));
        abandonSegment(GapReason.DISK_ERROR);
    }

    /** Gives up what could not be written; what is on the disk stays. */
    private void abandonSegment(GapReason reason) {
        SegmentWriter open = segment;
        segment = null;
        int packets = unaccounted + (pending == null ? 0 : 1);
        unaccounted = 0;
        pending = null;
        if (open != null) {
            packets += open.unwritten();
            if (!open.isEmpty()) {
                journal.add(open, open.mediaEndUs(), abuts);
                counts.bytes.addAndGet(open.file().bytes());
            } else {
                discard(open);
            }
            state = TrackState.GAP;
        }
        abuts = false;
        lost(reason, packets);
    }

    private static void discard(SegmentWriter empty) {
        try {
            empty.file().discard();
        } catch (IOException e) {
            // It is removed when the recorder starts again.
        }
    }

    private void stop(long atUs) {
        try {
            finishSegment();
        } catch (IOException e) {
            diskFailed(e);
        }
        lost(GapReason.OVERFLOW, queue.takeDropped());
        try {
            journal.drain(true);
            if (atUs != Long.MIN_VALUE && (atUs - track.endUs() > GAP_AT_END_US || track.size() == 0)) {
                journal.cover(atUs);
            }
        } catch (IOException e) {
            // What is on the disk is found again when the recorder starts.
            diskProblem.set(DiskProblems.of(e, track.folder()));
        }
        state = TrackState.ENDED;
        stopped = true;
    }
}
