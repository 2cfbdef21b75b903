package org.lectern.catalogue.encoding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lectern.catalogue.entity.EncodingPauseEntity;
import org.lectern.catalogue.entity.EncodingPauseRepository;
import org.lectern.catalogue.entity.WorkerEntity;
import org.lectern.catalogue.entity.WorkerRepository;

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

    /**
     * A worker tells that it lives.
     *
     * @return whether it is to take no tasks
     */
    @Transactional
    public boolean seen(String name, int threads, int busy) {
        Instant now = clock.instant();
        WorkerEntity known = workers.findById(name);
        WorkerEntity worker = known == null ? new WorkerEntity() : known;
        worker.threads = threads;
        worker.busy = busy;
        worker.seenAt = now;
        if (known == null) {
            worker.name = name;
            worker.startedAt = now;
            workers.persist(worker);
            workers.removeUnseenSince(now.minus(FORGOTTEN));
        }
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
                .map(worker ->
                        new WorkerInfo(worker.name, worker.threads, worker.busy, worker.startedAt, worker.seenAt))
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
