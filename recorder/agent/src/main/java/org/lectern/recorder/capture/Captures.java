package org.lectern.recorder.capture;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.spool.CaptureRecord;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpooledCapture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops captures, each once however often it is asked to; goes on with those that were
 * running when the recorder ended. Safe for all threads; never waits for the network.
 */
public final class Captures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private final Spool spool;
    private final Clock clock;
    private final RecordingSettings settings;
    private final Map<UUID, CaptureRecorder> running = new ConcurrentHashMap<>();
    private final List<PacketCounts> counts = new CopyOnWriteArrayList<>();

    public Captures(Spool spool, Clock clock, RecordingSettings settings) {
        this.spool = spool;
        this.clock = clock;
        this.settings = settings;
    }

    /** Goes on with what a restart interrupted. */
    public void resume() {
        for (SpooledCapture capture : spool.captures()) {
            CaptureRecord record = capture.record();
            if (record.closedAt() != null) {
                continue;
            }
            Instant endsAt = record.endsAt();
            Instant stopAt = record.stopAt();
            if (stopAt != null) {
                close(capture, stopAt);
            } else if (endsAt != null && !clock.instant().isBefore(endsAt)) {
                close(capture, endsAt);
            } else {
                LOG.info("Going on with the capture \"{}\".", record.title());
                begin(capture);
            }
        }
    }

    /** A capture that should have stopped, and whose recorder was down then. */
    private void close(SpooledCapture capture, Instant at) {
        try {
            capture.closeAfterwards(at);
            LOG.info(
                    "The capture \"{}\" ended while the recorder was down.",
                    capture.record().title());
        } catch (IOException e) {
            LOG.error(
                    "The capture \"{}\" cannot be closed; it is tried again at the next start.",
                    capture.record().title(),
                    e);
        }
    }

    private void begin(SpooledCapture capture) {
        var recorder = new CaptureRecorder(capture, clock, settings);
        if (running.putIfAbsent(capture.record().captureId(), recorder) == null) {
            recorder.start();
        }
    }

    /**
     * Begins a capture; does nothing if it was ever begun.
     *
     * @param endsAt when it is to end; null if nobody has said so
     * @throws LecternException with {@code DISK_FULL} or {@code SPOOL_FAILED} if it cannot be written
     */
    public synchronized void start(
            UUID captureId, UUID lectureId, String title, RoomConfig room, @Nullable Instant endsAt) {
        if (isBegun(captureId)) {
            return;
        }
        var record = new CaptureRecord(
                captureId,
                lectureId,
                title,
                room,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                endsAt,
                null,
                null,
                false);
        try {
            begin(spool.create(record));
        } catch (IOException e) {
            var problem = DiskProblems.of(e, spool.folder());
            throw new LecternException(problem.code(), problem.detail(), e);
        }
        LOG.info(
                "Recording \"{}\" in {} with {} devices.",
                record.title(),
                record.room().name(),
                record.room().devices().size());
    }

    /** Whether this recorder has ever begun a capture. */
    public boolean isBegun(UUID captureId) {
        return spool.find(captureId) != null;
    }

    /**
     * Gives a capture another end; does nothing if it has ended, or was never begun.
     *
     * @throws LecternException with {@code DISK_FULL} or {@code SPOOL_FAILED} if it cannot be kept
     */
    public void extend(UUID captureId, Instant endsAt) {
        SpooledCapture capture = spool.find(captureId);
        if (capture == null) {
            return;
        }
        try {
            capture.ending(endsAt);
        } catch (IOException e) {
            var problem = DiskProblems.of(e, spool.folder());
            throw new LecternException(problem.code(), problem.detail(), e);
        }
    }

    /**
     * Ends a capture; does nothing if it has ended. Returns when all is on the disk.
     *
     * @throws LecternException with {@code NOT_FOUND} if this recorder has never begun it
     */
    public void stop(UUID captureId) {
        CaptureRecorder recorder = running.get(captureId);
        if (recorder == null) {
            if (spool.find(captureId) == null) {
                throw new LecternException(ErrorCode.NOT_FOUND, "This recorder has no such capture.");
            }
            return;
        }
        end(recorder);
        if (running.remove(captureId, recorder)) {
            counts.addAll(recorder.counts());
        }
    }

    private void end(CaptureRecorder recorder) {
        try {
            recorder.stop();
            LOG.info("Recorded \"{}\".", recorder.capture().record().title());
        } catch (IOException e) {
            var problem = DiskProblems.of(e, spool.folder());
            throw new LecternException(problem.code(), problem.detail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "The recorder is ending.", e);
        }
    }

    /** The captures that are being recorded. */
    public List<CaptureRecorder> running() {
        return List.copyOf(running.values());
    }

    /** The books of all tracks since the recorder started. */
    public PacketCounts books() {
        var sum = new PacketCounts();
        counts.forEach(sum::add);
        running().forEach(recorder -> recorder.counts().forEach(sum::add));
        return sum;
    }

    /** How every track of every running capture fares. */
    public List<TrackTelemetry> telemetry() {
        return running().stream()
                .flatMap(recorder -> recorder.telemetry().stream())
                .toList();
    }

    /**
     * Ends the process's part in every capture: all that has come is put on the disk and journaled. The
     * captures themselves go on when the recorder starts again.
     */
    @Override
    public void close() {
        running().forEach(recorder -> {
            recorder.suspend();
            counts.addAll(recorder.counts());
        });
        running.clear();
    }
}
