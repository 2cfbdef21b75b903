package org.lectern.recorder.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;
import org.lectern.recorder.capture.Backoff;
import org.lectern.recorder.spool.CaptureRecord;
import org.lectern.recorder.spool.JournalLine;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;
import org.lectern.recorder.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server what has been recorded and is in the store, until it has said that it knows all of
 * it. It says the same again after a restart; the server takes it once.
 */
public final class Reporter implements AutoCloseable {
    private static final int ENTRIES_AT_ONCE = 500;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private final Spool spool;
    private final ReportClient client;
    private final Semaphore wake = new Semaphore(0);
    private final Backoff backoff = Backoff.forDevices();
    // Captures of which the server knows the beginning, and those of which it knows the end.
    private final Set<UUID> begun = new HashSet<>();
    private volatile boolean closed;
    private boolean failing;
    private volatile @Nullable Thread thread;

    public Reporter(Spool spool, ReportClient client) {
        this.spool = spool;
        this.client = client;
        spool.onChange(wake::release);
    }

    /** Begins, on a thread of its own. */
    public void start() {
        thread = Thread.ofVirtual().name("reporter").start(this::run);
    }

    /** Says now what there is to say: after a reconnect the server is there again. */
    public void wake() {
        backoff.reset();
        wake.release();
    }

    private void run() {
        try {
            while (!closed) {
                boolean done = round();
                Duration wait = done ? IDLE : backoff.next();
                if (wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Entries of several tracks often come together.
                    Thread.sleep(GATHER);
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean round() throws InterruptedException {
        boolean all = true;
        for (SpooledCapture capture : spool.captures()) {
            if (!capture.record().complete()) {
                all &= report(capture);
            }
        }
        return all;
    }

    private boolean report(SpooledCapture capture) throws InterruptedException {
        CaptureRecord record = capture.record();
        List<SpooledTrack> tracks = capture.tracks();
        List<CaptureReport.Track> news = new ArrayList<>();
        boolean whole = record.closedAt() != null;
        int told = 0;
        for (SpooledTrack track : tracks) {
            List<TrackEntry> entries = track.reportable(ENTRIES_AT_ONCE);
            told += entries.size();
            if (!entries.isEmpty() || whole) {
                news.add(track(track, entries, whole));
            }
        }
        boolean first = !begun.contains(record.captureId());
        if (told == 0 && !first && !whole) {
            return true;
        }
        var report = new CaptureReport(
                record.lectureId(),
                record.room().id(),
                record.title(),
                record.epoch(),
                record.closedAt(),
                news,
                record.room().standby() != null);
        try {
            accept(tracks, client.send(record.captureId(), report));
            begun.add(record.captureId());
            if (failing) {
                failing = false;
                LOG.info("The server is reached again.");
            }
            if (whole && tracks.stream().allMatch(SpooledTrack::isReported)) {
                capture.completed();
                LOG.info("The capture \"{}\" is complete in the store and with the server.", record.title());
            }
            return true;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("News of captures wait: {}", e.getMessage() == null ? e.toString() : e.getMessage());
            }
            return false;
        }
    }

    private static CaptureReport.Track track(SpooledTrack track, List<TrackEntry> entries, boolean whole) {
        JournalLine.Header header = track.header();
        return new CaptureReport.Track(
                header.trackId(),
                header.deviceId(),
                header.name(),
                header.role(),
                header.kind(),
                whole ? track.size() : null,
                track.recordedUs(),
                track.residualUs(),
                entries);
    }

    private static void accept(List<SpooledTrack> tracks, CaptureReport.Accepted accepted) {
        for (CaptureReport.Known known : accepted.tracks()) {
            for (SpooledTrack track : tracks) {
                if (track.header().trackId().equals(known.trackId())) {
                    track.accepted(known.entries());
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        Threads.awaitEnd(thread);
    }
}
