package org.lectern.catalogue.encoding;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.EncodingPauseEntity;
import org.lectern.catalogue.entity.EncodingPauseRepository;
import org.lectern.catalogue.entity.WorkerEntity;
import org.lectern.catalogue.entity.WorkerRepository;
import org.lectern.catalogue.work.Tasks;
import org.lectern.model.plan.VideoEncoder;

/** The processes that encode, as they tell of themselves, and whether they may. Each call is one transaction. */
@ApplicationScoped
public class Workers {
    /** A worker that says nothing for so long is away; its chunks are taken over sooner. */
    private static final Duration AWAY = Duration.ofSeconds(15);

    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final WorkerRepository workers;
    private final EncodingPauseRepository pauses;
    private final Clock clock;

    Workers(WorkerRepository workers, EncodingPauseRepository pauses, Clock clock) {
        this.workers = workers;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** A worker that has x264 alone tells that it lives. */
    @Transactional
    public boolean seen(String name, int threads, int busy) {
        return seen(name, threads, busy, VideoEncoder.X264.key(), null);
    }

    /**
     * A worker tells that it lives, and what it encodes cameras by. Chunks that wait for an encoder that
     * nobody offers any more are left to all.
     *
     * @param encoder with a digest of its parameter sets
     * @param problem why that is not what it was asked for; null if it is
     * @return whether it is to take no tasks
     */
    @Transactional
    public boolean seen(String name, int threads, int busy, String encoder, @Nullable String problem) {
        Instant now = clock.instant();
        WorkerEntity known = workers.findById(name);
        WorkerEntity worker = known == null ? new WorkerEntity() : known;
        worker.threads = threads;
        worker.busy = busy;
        worker.encoder = encoder;
        worker.encoderProblem = problem;
        worker.seenAt = now;
        if (known == null) {
            worker.name = name;
            worker.startedAt = now;
            workers.persist(worker);
            workers.removeUnseenSince(now.minus(FORGOTTEN));
        }
        workers.flush();
        List<WorkerInfo> present = present();
        workers.releaseTasks(VideoEncoder.particular().stream()
                .filter(kind -> present.stream().noneMatch(one -> one.offers(kind)))
                .map(Tasks::encodeChunk)
                .map(TaskDescriptor::getTaskName)
                .toList());
        return pauses.findById(EncodingPauseEntity.ID) != null;
    }

    /** A worker that ends takes its leave. */
    @Transactional
    public void leave(String name) {
        workers.deleteById(name);
    }

    /** Those that are there. */
    @Transactional
    public List<WorkerInfo> present() {
        return workers.seenSince(clock.instant().minus(AWAY)).stream()
                .map(worker -> new WorkerInfo(
                        worker.name,
                        worker.threads,
                        worker.busy,
                        worker.encoder,
                        worker.encoderProblem,
                        worker.startedAt,
                        worker.seenAt))
                .toList();
    }

    /** Lets all workers finish what they are at and take nothing more. Idempotent: the first to pause is named. */
    @Transactional
    public void pause(String by) {
        if (pauses.findById(EncodingPauseEntity.ID) == null) {
            var pause = new EncodingPauseEntity();
            pause.id = EncodingPauseEntity.ID;
            pause.pausedAt = clock.instant();
            pause.pausedBy = by;
            pauses.persist(pause);
        }
    }

    /** Lets them go on. Idempotent. */
    @Transactional
    public void resume() {
        pauses.deleteById(EncodingPauseEntity.ID);
    }
}
