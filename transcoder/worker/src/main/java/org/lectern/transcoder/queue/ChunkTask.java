package org.lectern.transcoder.queue;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.ChunkWork;
import org.lectern.catalogue.work.Urgency;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.EncoderChoice;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ContentClass;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.HurryPlanner;
import org.lectern.transcoder.WorkerConfig;
import org.lectern.transcoder.encode.ChunkExecutor;
import org.lectern.transcoder.encode.WorkerEncoders;
import org.lectern.transcoder.publish.TrackPublisher;

/**
 * One {@code encode-chunk} task: encode, note it, show it. Each step may be done again by another
 * worker, whatever this one had done when it was killed.
 */
@ApplicationScoped
class ChunkTask {
    private static final Logger LOG = Logger.getLogger(ChunkTask.class);
    private static final int MOST_WITH_A_DEVICE = 2;

    private final ChunkWork work;
    private final ChunkExecutor executor;
    private final TrackPublisher publisher;
    private final MeterRegistry metrics;
    private final WorkerName name;
    private final WorkerEncoders encoders;
    private final SpeedMeter speeds;
    private final WorkerConfig config;

    ChunkTask(
            ChunkWork work,
            ChunkExecutor executor,
            TrackPublisher publisher,
            MeterRegistry metrics,
            WorkerName name,
            WorkerEncoders encoders,
            SpeedMeter speeds,
            WorkerConfig config) {
        this.work = work;
        this.executor = executor;
        this.publisher = publisher;
        this.metrics = metrics;
        this.name = name;
        this.encoders = encoders;
        this.speeds = speeds;
        this.config = config;
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
        // A device that takes the worker down with it is not tried for ever.
        EncoderChoice choice = failures < MOST_WITH_A_DEVICE ? encoders.of(job) : EncoderChoice.X264;
        ChunkPart part = choice.isX264() ? part(job) : new ChunkPart(Hurry.NONE, job.missing());
        ChunkExecutor.Stored stored;
        boolean slated = failures >= RetryPolicy.MAX_TRIES;
        if (slated) {
            LOG.warnf("%s is slated: %d workers failed over it", label(job), failures);
            stored = executor.slate(job);
        } else {
            try {
                stored = executor.encode(job, part, choice);
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
        work.finish(job.ref(), stored.result(), part.hurry(), slated, stored.encoder());
        report(job, part, stored, slated, System.nanoTime() - started);
    }

    /** What is left for later is made as planned; so is what nobody waits for in class. */
    private ChunkPart part(ChunkJob job) {
        if (job.ref().rest() || job.urgency() != Urgency.LIVE || !config.hurry()) {
            return new ChunkPart(Hurry.NONE, job.missing());
        }
        return HurryPlanner.plan(
                job.role(),
                job.plan(),
                ChunkEncoder.passes(job.plan()),
                job.waitedUs(),
                job.endUs() - job.startUs(),
                speeds.of(job.role()));
    }

    /** A worker supervises: whatever encoding throws is a failure of this chunk, and counted. */
    private static LecternException named(RuntimeException e) {
        return e instanceof LecternException known
                ? known
                : new LecternException(ErrorCode.INTERNAL, "Encoding failed unexpectedly: " + e, e);
    }

    private void report(ChunkJob job, ChunkPart part, ChunkExecutor.Stored stored, boolean slated, long nanos) {
        double mediaSeconds = (job.endUs() - job.startUs()) / 1e6;
        double speed = mediaSeconds * 1e9 / nanos;
        if (!slated && !job.ref().rest() && stored.encoder() == null) {
            speeds.add(job.role(), part.hurry(), speed);
        }
        metrics.counter("lectern.chunks", "outcome", slated ? "slated" : "done").increment();
        metrics.counter("lectern.chunks.hurried", "hurry", part.hurry().name().toLowerCase(Locale.ROOT))
                .increment();
        ContentClass content = stored.result().content();
        if (content != null) {
            metrics.counter("lectern.chunks.content", "content", content.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        metrics.counter("lectern.encoded.seconds").increment(mediaSeconds);
        metrics.counter("lectern.stored.bytes").increment(stored.bytes());
        metrics.summary("lectern.encode.speed", "role", job.role().key()).record(speed);
        metrics.timer("lectern.chunk.encode", "role", job.role().key()).record(Duration.ofNanos(nanos));
        LOG.infof(
                "%s: %.1f s in %.1f s, %d renditions, %d KB%s%s%s",
                label(job),
                mediaSeconds,
                nanos / 1e9,
                stored.result().renditions().size(),
                stored.bytes() / 1000,
                stored.encoder() == null ? "" : " by " + stored.encoder(),
                content == null ? "" : ", " + content.name().toLowerCase(Locale.ROOT),
                remark(job, part, slated));
    }

    private static String remark(ChunkJob job, ChunkPart part, boolean slated) {
        if (slated) {
            return ", slate";
        }
        if (job.ref().rest()) {
            return ", the rest";
        }
        return part.hurry() == Hurry.NONE
                ? ""
                : ", %s after %.0f s in the queue".formatted(part.hurry(), job.waitedUs() / 1e6);
    }

    private static String label(ChunkJob job) {
        return "Chunk %s/%s/%d"
                .formatted(job.lectureId(), job.trackName(), job.ref().index());
    }
}
