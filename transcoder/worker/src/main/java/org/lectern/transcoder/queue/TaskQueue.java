package org.lectern.transcoder.queue;

import static com.github.kagkarlsson.scheduler.task.helper.Tasks.oneTime;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.catalogue.work.Tasks;
import org.lectern.catalogue.work.UploadRef;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.transcoder.WorkerConfig;
import org.lectern.transcoder.encode.WorkerEncoders;
import org.lectern.transcoder.publish.PublicationCloser;

/**
 * Takes tasks from the catalogue while the worker runs, by priority, no more than it has threads for.
 * Tasks run on platform threads, as native code does.
 */
@ApplicationScoped
public class TaskQueue {
    private static final Logger LOG = Logger.getLogger(TaskQueue.class);
    private static final int MISSED_HEARTBEATS = 4;

    private final DataSource dataSource;
    private final WorkerConfig config;
    private final WorkerName name;
    private final WorkerEncoders encoders;
    private final ChunkTask chunks;
    private final PublicationCloser closer;
    private final ImportTask imports;
    private final Clock clock;
    private volatile @Nullable Scheduler scheduler;
    private volatile boolean stopping;

    TaskQueue(
            DataSource dataSource,
            WorkerConfig config,
            WorkerName name,
            WorkerEncoders encoders,
            ChunkTask chunks,
            PublicationCloser closer,
            ImportTask imports,
            Clock clock) {
        this.dataSource = dataSource;
        this.config = config;
        this.name = name;
        this.encoders = encoders;
        this.chunks = chunks;
        this.closer = closer;
        this.imports = imports;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Scheduler own = scheduler(name.value(), threads());
        scheduler = own;
        own.start();
        LOG.infof("Worker %s takes chunks on %d threads", name.value(), threads());
    }

    /** How many tasks it runs at once. */
    int threads() {
        return config.parallel();
    }

    /** How many it is at. */
    int busy() {
        Scheduler running = scheduler;
        return running == null ? 0 : running.getCurrentlyExecuting().size();
    }

    /** A scheduler of its own over this worker's tasks; not started. */
    public Scheduler scheduler(String schedulerName, int threads) {
        List<Task<?>> tasks = new ArrayList<>(List.of(encodeChunk(null), closePublication(), importUpload()));
        VideoEncoder.particular().forEach(encoder -> tasks.add(encodeChunk(encoder)));
        return Scheduler.create(dataSource, tasks)
                .jdbcCustomization(new OwnKinds(this::kindsOfOthers))
                .schedulerName(new SchedulerName.Fixed(schedulerName))
                .serializer(Tasks.SERIALIZER)
                .threads(threads)
                // No more than can run at once: what one worker holds, no other can take.
                .pollUsingLockAndFetch(0.99, 1.0)
                .pollingInterval(config.poll())
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(config.drain())
                .enablePriority()
                // The retry below logs each failure, once.
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    /** Chunks that wait for an encoder which this worker does not have. */
    private List<String> kindsOfOthers() {
        return encoders.missing().stream()
                .map(encoder -> Tasks.encodeChunk(encoder).getTaskName())
                .toList();
    }

    private OneTimeTask<ChunkRef> encodeChunk(@Nullable VideoEncoder encoder) {
        return oneTime(Tasks.encodeChunk(encoder))
                .onFailure(this::retry)
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        chunks.run(instance.getData(), context.getExecution().consecutiveFailures));
    }

    private OneTimeTask<PublicationRef> closePublication() {
        return oneTime(Tasks.CLOSE_PUBLICATION)
                .onFailure(this::retry)
                .onDeadExecutionRevive()
                .execute((instance, context) -> closer.close(instance.getData().publicationId()));
    }

    private OneTimeTask<UploadRef> importUpload() {
        return oneTime(Tasks.IMPORT_UPLOAD)
                .onFailure(this::retry)
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        imports.run(instance.getData(), context.getExecution().consecutiveFailures));
    }

    private <T> void retry(ExecutionComplete failed, ExecutionOperations<T> operations) {
        Execution execution = failed.getExecution();
        Throwable cause = failed.getCause().orElseGet(() -> new IllegalStateException("unknown"));
        // Set where the drain has run out; the queue's own connection must not trip over it.
        boolean interrupted = Thread.interrupted();
        Instant now = clock.instant();
        if (stopping || interrupted) {
            LOG.infof("%s %s is handed back", execution.getTaskName(), execution.getId());
            operations.reschedule(ExecutionComplete.success(execution, now, now), now);
        } else if (cause instanceof LecternException known && known.code() == ErrorCode.NOT_FOUND) {
            LOG.warnf("%s %s is dropped: %s", execution.getTaskName(), execution.getId(), cause.getMessage());
            operations.stop();
        } else {
            RetryPolicy.Retry retry = RetryPolicy.next(cause, execution.consecutiveFailures);
            LOG.warnf(
                    "%s %s is tried again in %d ms: %s",
                    execution.getTaskName(), execution.getId(), retry.delay().toMillis(), cause);
            ExecutionComplete outcome = retry.counts() ? failed : ExecutionComplete.success(execution, now, now);
            operations.reschedule(outcome, now.plus(retry.delay()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }

    /** Takes no more tasks until {@link #resume}; what runs is finished. */
    public void pause() {
        Scheduler running = scheduler;
        if (running != null) {
            running.pause();
        }
    }

    /** Takes tasks again. */
    public void resume() {
        Scheduler running = scheduler;
        if (running != null) {
            running.resume();
            running.triggerCheckForDueExecutions();
        }
    }

    /** Whether a thread that would take a task has none: what is queued is being done, and there is room. */
    boolean hasFreeThread() {
        return isTaking() && busy() < threads();
    }

    /** Whether it would take a task now: it runs, and is not paused. */
    public boolean isTaking() {
        Scheduler running = scheduler;
        return isRunning() && running != null && !running.getSchedulerState().isPaused();
    }

    /** Whether it is there for tasks, if not for the moment. */
    public boolean isRunning() {
        Scheduler running = scheduler;
        return running != null && running.getSchedulerState().isStarted() && !stopping;
    }
}
