package org.lectern.recorder.upload;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.capture.Backoff;
import org.lectern.recorder.spool.JournalLine;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;
import org.lectern.recorder.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends sealed segments to the store, oldest first, a few at a time, for ever; removes a file only
 * when the store has confirmed it. What waits is what the journals say, so nothing needs remembering.
 */
public final class Uploader implements AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final ObjectHeaders HEADERS = ObjectHeaders.immutable("video/mp4");
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);

    private final Spool spool;
    private final ObjectStore store;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
    private final Backoff backoff = Backoff.forDevices();
    private volatile boolean closed;
    private volatile boolean failing;
    private boolean bucketKnown;
    private volatile @Nullable Thread thread;

    private record Job(SpooledTrack track, JournalLine.Entry entry, TrackEntry.Segment segment) {}

    public Uploader(Spool spool, ObjectStore store) {
        this.spool = spool;
        this.store = store;
        spool.onChange(wake::release);
    }

    /** Begins, on threads of its own. */
    public void start() {
        thread = Thread.ofVirtual().name("uploader").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                List<Job> jobs = jobs();
                if (jobs.isEmpty()) {
                    if (wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                        wake.drainPermits();
                    }
                    continue;
                }
                if (failing) {
                    Thread.sleep(backoff.next());
                }
                ensureBucket();
                for (Job job : failing ? jobs.subList(0, 1) : jobs) {
                    slots.acquire();
                    underWay.add(job.segment.objectKey());
                    Thread.ofVirtual().name("upload").start(() -> send(job));
                }
                if (failing) {
                    slots.acquire(AT_ONCE);
                    slots.release(AT_ONCE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What waits and is not under way, oldest first. */
    private List<Job> jobs() {
        return spool.captures().stream()
                .filter(capture -> !capture.record().complete())
                .map(SpooledCapture::tracks)
                .flatMap(List::stream)
                .flatMap(track -> track.waiting().stream().map(entry -> job(track, entry)))
                .filter(job -> !underWay.contains(job.segment.objectKey()))
                .sorted(Comparator.comparing(job -> job.segment.wallStart()))
                .toList();
    }

    private static Job job(SpooledTrack track, JournalLine.Entry entry) {
        return new Job(track, entry, (TrackEntry.Segment) entry.entry());
    }

    private void ensureBucket() {
        if (bucketKnown) {
            return;
        }
        try {
            store.createBucket();
            bucketKnown = true;
        } catch (LecternException e) {
            // It may exist and be none of our business to make; the upload itself tells.
            LOG.debug("The bucket could not be made.", e);
        }
    }

    private void send(Job job) {
        sending.add(Thread.currentThread());
        String key = job.segment.objectKey();
        try {
            store.putFile(key, job.track.folder().resolve(job.entry.file()), job.segment.sha256(), HEADERS);
            job.track.confirm(job.entry);
            if (failing) {
                LOG.info("The store is reached again.");
            }
            failing = false;
            backoff.reset();
        } catch (NoSuchFileException e) {
            LOG.error("The segment {} has vanished from the spool.", e.getMessage());
            failing = true;
        } catch (LecternException | IOException e) {
            if (!failing) {
                LOG.warn("Segments wait in the spool: {}", e.getMessage());
            }
            failing = true;
        } finally {
            underWay.remove(key);
            sending.remove(Thread.currentThread());
            slots.release();
            wake.release();
        }
    }

    /** What waits in the spool. */
    public AgentMessage.Spool backlog() {
        int segments = 0;
        long bytes = 0;
        for (SpooledCapture capture : spool.captures()) {
            if (capture.record().complete()) {
                continue;
            }
            for (SpooledTrack track : capture.tracks()) {
                for (JournalLine.Entry entry : track.waiting()) {
                    segments++;
                    bytes += entry.entry() instanceof TrackEntry.Segment segment ? segment.bytes() : 0;
                }
            }
        }
        return new AgentMessage.Spool(spool.freeBytes(), segments, bytes);
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        Threads.awaitEnd(thread);
        sending.forEach(Threads::awaitEnd);
    }
}
