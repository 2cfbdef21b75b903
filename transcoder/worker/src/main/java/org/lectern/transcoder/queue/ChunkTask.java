package org.lectern.transcoder.queue;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.ChunkWork;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.transcoder.encode.ChunkExecutor;
import org.lectern.transcoder.publish.TrackPublisher;

/**
 * One {@code encode-chunk} task: encode, note it, show it. Each step may be done again by another
 * worker, whatever this one had done when it was killed.
 */
@ApplicationScoped
class ChunkTask {
    private static final Logger LOG = Logger.getLogger(ChunkTask.class);

    private final ChunkWork work;
    private final ChunkExecutor executor;
    private final TrackPublisher publisher;
    private final MeterRegistry metrics;
    private final WorkerName name;

    ChunkTask(
            ChunkWork work, ChunkExecutor executor, TrackPublisher publisher, MeterRegistry metrics, WorkerName name) {
        this.work = work;
        this.executor = executor;
        this.publisher = publisher;
        this.metrics = metrics;
        this.name = name;
    }

    /**
     * Makes a chunk playable.
     *
     * @param failures failures in a row before this try
     * @throws LecternException where another try is worth it
     */
    void run(ChunkRef ref, int failures) {
        work.start(ref, name.value()).ifPresent(job -> encode(job, failures));
        publisher.publish(ref.publicationTrackId(), ref.index());
    }

    private void encode(ChunkJob job, int failures) {
        long started = System.nanoTime();
        ChunkExecutor.Stored stored;
        boolean slated = failures >= RetryPolicy.MAX_TRIES;
        if (slated) {
            LOG.warnf("%s is slated: %d workers failed over it", label(job), failures);
            stored = executor.slate(job);
        } else {
            try {
                stored = executor.encode(job);
            } catch (RuntimeException e) {
                LecternException failure = named(e);
                if (Thread.currentThread().isInterrupted() || !RetryPolicy.givesUp(failure, failures)) {
                    throw failure;
                }
                LOG.warnf("%s is slated: %s (%s)", label(job), failure.getMessage(), failure.code());
                slated = true;
                stored = executor.slate(job);
            }
        }
        work.finish(job.ref(), stored.result(), slated);
        report(job, stored, slated, System.nanoTime() - started);
    }

    /** A worker supervises: whatever encoding throws is a failure of this chunk, and counted. */
    private static LecternException named(RuntimeException e) {
        return e instanceof LecternException known
                ? known
                : new LecternException(ErrorCode.INTERNAL, "Encoding failed unexpectedly: " + e, e);
    }

    private void report(ChunkJob job, ChunkExecutor.Stored stored, boolean slated, long nanos) {
        double mediaSeconds = (job.endUs() - job.startUs()) / 1e6;
        metrics.counter("lectern.chunks", "outcome", slated ? "slated" : "done").increment();
        metrics.counter("lectern.encoded.seconds").increment(mediaSeconds);
        metrics.counter("lectern.stored.bytes").increment(stored.bytes());
        metrics.summary("lectern.encode.speed", "role", job.role().key()).record(mediaSeconds * 1e9 / nanos);
        metrics.timer("lectern.chunk.encode", "role", job.role().key()).record(Duration.ofNanos(nanos));
        LOG.infof(
                "%s: %.1f s in %.1f s, %d renditions, %d KB%s",
                label(job),
                mediaSeconds,
                nanos / 1e9,
                stored.result().renditions().size(),
                stored.bytes() / 1000,
                slated ? ", slate" : "");
    }

    private static String label(ChunkJob job) {
        return "Chunk %s/%s/%d"
                .formatted(job.lectureId(), job.trackName(), job.ref().index());
    }
}
