package org.lectern.recorder.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.recorder.spool.SpooledTrack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one track, on a thread of its own; {@link #queue()} is its only entrance. No error of the
 * disk ends it: what cannot be written is counted into a gap, and it tries again.
 */
final class TrackWriter implements Runnable {
    /** Silence of one stream while the session lives: its coverage must advance. */
    private static final long STREAM_IDLE_NANOS = Duration.ofSeconds(5).toNanos();

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
    private final SegmentRoll roll;
    private final PacketCounts counts = new PacketCounts();
    private final RateMeter meter = new RateMeter();
    private final AtomicReference<@Nullable Problem> diskProblem = new AtomicReference<>();
    private boolean resuming;
    private long diskRetryNanos;
    private long drainRetryNanos;
    private long receivedNanos;
    private volatile long positionUs;
    private volatile TrackState state = TrackState.WAITING;
    private volatile boolean stopped;

    /**
     * @param resuming whether the recorder was down until now
     */
    TrackWriter(SpooledTrack track, CaptureClock clock, MediaKind kind, QueueRoom room, boolean resuming) {
        this.track = track;
        this.clock = clock;
        this.kind = kind;
        this.queue = new PacketQueue(room);
        this.journal = new JournalWriter(track, clock, resuming ? GapReason.RECORDER_DOWN : GapReason.NOT_CONNECTED);
        this.roll = new SegmentRoll(track, journal, counts, kind);
        this.resuming = resuming;
        this.diskRetryNanos = System.nanoTime();
        this.drainRetryNanos = System.nanoTime();
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
        } finally {
            queue.close();
        }
    }

    private void take(@Nullable TrackInput input) {
        try {
            switch (input) {
                case null -> {}
                case TrackInput.Packet packet -> packet(packet);
                case TrackInput.SessionEnd end -> sessionEnd(end);
                case TrackInput.Stop stop -> stop(stop.positionUs());
            }
        } catch (IOException e) {
            diskFailed(e);
        } catch (RuntimeException e) {
            // A packet that breaks our code must not end the recording.
            LOG.error("A packet of {} could not be recorded.", track.header().name(), e);
            roll.abandon(GapReason.UNSUPPORTED);
        }
        if (!stopped) {
            tick();
        }
    }

    private void packet(TrackInput.Packet input) throws IOException {
        receivedNanos = input.media().receivedNanos();
        positionUs = clock.positionUs(receivedNanos);
        long before = counts.onDisk();
        roll.add(input, System.nanoTime() - diskRetryNanos >= 0);
        if (roll.isOpen()) {
            state = TrackState.RECORDING;
        }
        if (counts.onDisk() > before) {
            diskProblem.set(null);
        }
    }

    private void sessionEnd(TrackInput.SessionEnd end) throws IOException {
        if (roll.end(end.session(), end.reason())) {
            state = state == TrackState.RECORDING ? TrackState.GAP : state;
            drain(true);
        }
    }

    /** What time brings about. */
    private void tick() {
        try {
            roll.flushOld();
            if (roll.isOpen() && System.nanoTime() - receivedNanos > STREAM_IDLE_NANOS) {
                roll.finish();
                roll.lost(GapReason.DEVICE_LOST, 0);
                state = TrackState.GAP;
            }
            drain(false);
            if (resuming) {
                journal.cover(clock.nowUs());
                journal.gap(GapReason.DEVICE_LOST, 0);
                resuming = false;
            }
            long coveredUs = clock.nowUs() - GAP_MARGIN_US;
            if (!roll.isOpen() && coveredUs - track.endUs() >= GAP_PIECE_US) {
                journal.cover(coveredUs);
            }
        } catch (IOException e) {
            diskFailed(e);
        }
    }

    /** Places what can be placed. A journal that cannot be written does not end the segment at hand. */
    private void drain(boolean force) {
        if (System.nanoTime() - drainRetryNanos < 0) {
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
        roll.abandon(GapReason.DISK_ERROR);
        state = TrackState.GAP;
    }

    private void stop(long atUs) {
        try {
            roll.finish();
        } catch (IOException e) {
            diskFailed(e);
        }
        roll.lost(GapReason.OVERFLOW, queue.takeDropped());
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
