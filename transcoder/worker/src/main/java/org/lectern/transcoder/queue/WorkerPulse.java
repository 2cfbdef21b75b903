package org.lectern.transcoder.queue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.transcoder.WorkerConfig;
import org.lectern.transcoder.encode.WorkerEncoders;

/** Tells the catalogue with each heartbeat that this worker lives, and learns whether it is to pause. */
@ApplicationScoped
class WorkerPulse {
    private static final Logger LOG = Logger.getLogger(WorkerPulse.class);
    private static final int AFTER_THE_QUEUE = 3000;

    private final Workers workers;
    private final TaskQueue queue;
    private final WorkerName name;
    private final WorkerEncoders encoders;
    private final WorkerConfig config;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("worker-pulse").daemon().factory());
    private boolean paused;
    private boolean unheard;

    WorkerPulse(Workers workers, TaskQueue queue, WorkerName name, WorkerEncoders encoders, WorkerConfig config) {
        this.workers = workers;
        this.queue = queue;
        this.name = name;
        this.encoders = encoders;
        this.config = config;
    }

    void start(@Observes @Priority(AFTER_THE_QUEUE) StartupEvent event) {
        long everyMs = config.heartbeat().toMillis();
        clockwork.scheduleWithFixedDelay(this::beat, 0, everyMs, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            boolean pause = workers.seen(
                    name.value(),
                    queue.threads(),
                    queue.busy(),
                    encoders.offered().id(),
                    encoders.problem());
            if (pause != paused) {
                LOG.info(pause ? "Paused: what is begun is finished, nothing more is taken" : "Goes on");
                if (pause) {
                    queue.pause();
                } else {
                    queue.resume();
                }
                paused = pause;
            }
            unheard = false;
        } catch (RuntimeException e) {
            // The queue waits for the database likewise; once is enough to say.
            if (!unheard) {
                LOG.warnf("The catalogue cannot be told that this worker lives: %s", e.getMessage());
            }
            unheard = true;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        clockwork.shutdownNow();
        try {
            workers.leave(name.value());
        } catch (RuntimeException e) {
            LOG.infof("The catalogue will notice by itself that this worker has gone: %s", e.getMessage());
        }
    }
}
