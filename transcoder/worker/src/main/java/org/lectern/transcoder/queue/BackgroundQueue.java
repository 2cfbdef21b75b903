package org.lectern.transcoder.queue;

import static com.github.kagkarlsson.scheduler.task.helper.Tasks.oneTime;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.BackgroundTasks;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.catalogue.work.Tasks;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.transcoder.WorkerConfig;

/**
 * Does what may wait, one job at a time, on a thread of its own that goes on only while the worker has
 * a thread to spare: no encode ever stands behind it. A failure is tried again a few times, then
 * reported; the lecture is played without what was to be made.
 */
@ApplicationScoped
public class BackgroundQueue {
    /** Tries before a job is given up; a worker that died over it counts as one. */
    static final int MAX_TRIES = 3;

    private static final Logger LOG = Logger.getLogger(BackgroundQueue.class);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** It stops between two steps; what it has begun is done again, so there is nothing to wait for. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final WorkerConfig config;
    private final WorkerName name;
    private final TaskQueue encodes;
    private final List<BackgroundJob> jobs;
    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile @Nullable Scheduler scheduler;
    private volatile boolean stopping;

    BackgroundQueue(
            DataSource dataSource,
            WorkerConfig config,
            WorkerName name,
            TaskQueue encodes,
            @Any Instance<BackgroundJob> jobs,
            MeterRegistry metrics,
            Clock clock) {
        this.dataSource = dataSource;
        this.config = config;
        this.name = name;
        this.encodes = encodes;
        this.jobs = jobs.stream().filter(BackgroundJob::enabled).toList();
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (!jobs.isEmpty()) {
            Scheduler own = scheduler(name.value() + "/background");
            scheduler = own;
            own.start();
        }
    }

    private Scheduler scheduler(String schedulerName) {
        return Scheduler.create(dataSource, jobs.stream().map(this::task).toArray(OneTimeTask[]::new))
                .tableName(BackgroundTasks.TABLE)
                .schedulerName(new SchedulerName.Fixed(schedulerName))
                .serializer(Tasks.SERIALIZER)
                .threads(1)
                .pollUsingLockAndFetch(0.99, 1.0)
                .pollingInterval(config.poll().multipliedBy(4))
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(DRAIN)
                .enablePriority()
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    private OneTimeTask<PublicationRef> task(BackgroundJob job) {
        return oneTime(job.task())
                .onFailure((failed, operations) -> retry(job, failed, operations))
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        run(job, instance.getData().publicationId(), context.getExecution().consecutiveFailures));
    }

    private void run(BackgroundJob job, UUID publicationId, int failures) {
        if (failures >= MAX_TRIES) {
            giveUp(job, publicationId, "%d workers ended over it.".formatted(failures));
            return;
        }
        long started = System.nanoTime();
        job.run(publicationId, this::awaitRoom);
        metrics.counter(job.metric() + "s", "outcome", "done").increment();
        metrics.timer(job.metric()).record(Duration.ofNanos(System.nanoTime() - started));
    }

    /** Holds on while every thread of this worker encodes, and while an admin has paused it. */
    private void awaitRoom() {
        while (!stopping && !encodes.hasFreeThread()) {
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (stopping || Thread.currentThread().isInterrupted()) {
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted: the worker is stopping.");
        }
    }

    private void retry(BackgroundJob job, ExecutionComplete failed, ExecutionOperations<PublicationRef> operations) {
        Execution execution = failed.getExecution();
        Throwable cause = failed.getCause().orElseGet(() -> new IllegalStateException("unknown"));
        // Set where the worker stops; the queue's own connection must not trip over it.
        boolean interrupted = Thread.interrupted();
        Instant now = clock.instant();
        RetryPolicy.Retry retry = RetryPolicy.next(counted(cause), execution.consecutiveFailures);
        if (stopping || interrupted) {
            LOG.infof("%s %s is handed back", execution.getTaskName(), execution.getId());
            operations.reschedule(ExecutionComplete.success(execution, now, now), now);
        } else if (cause instanceof LecternException known && known.code() == ErrorCode.NOT_FOUND) {
            LOG.warnf("%s %s is dropped: %s", execution.getTaskName(), execution.getId(), cause.getMessage());
            operations.stop();
        } else if (givesUp(cause, execution.consecutiveFailures, retry)) {
            giveUp(job, UUID.fromString(execution.getId()), String.valueOf(cause.getMessage()));
            operations.stop();
        } else {
            LOG.warnf(
                    "%s %s is tried again in %d ms: %s",
                    execution.getTaskName(), execution.getId(), retry.delay().toMillis(), cause);
            ExecutionComplete outcome = retry.counts() ? failed : ExecutionComplete.success(execution, now, now);
            operations.reschedule(outcome, now.plus(retry.delay()));
        }
    }

    /** Whatever fails counts, for nobody waits for it for ever; but for the store and the database being away. */
    private static Throwable counted(Throwable cause) {
        return cause instanceof LecternException || isOutage(cause)
                ? cause
                : new LecternException(ErrorCode.INTERNAL, "It failed unexpectedly: " + cause, cause);
    }

    /** By the classes of SQLSTATE: connection, resources, operator; none where there was no connection at all. */
    private static boolean isOutage(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException known) {
                String state = known.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
            }
        }
        return false;
    }

    private static boolean givesUp(Throwable cause, int failuresBefore, RetryPolicy.Retry retry) {
        boolean repeats = cause instanceof LecternException known && !known.isRetryable();
        return repeats || retry.counts() && failuresBefore + 1 >= MAX_TRIES;
    }

    private void giveUp(BackgroundJob job, UUID publicationId, String problem) {
        LOG.errorf("Publication %s is played without %s: %s", publicationId, job.made(), problem);
        metrics.counter(job.metric() + "s", "outcome", "failed").increment();
        job.fail(publicationId, problem);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }
}
