package org.lectern.recorder.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.capture.Captures;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends captures by the recorder's own clock, from the plan on its disk, and brings what
 * people say about single captures in line with it. Needs nobody. Safe for all threads.
 */
public final class Scheduler implements AutoCloseable {
    /** The clock is looked at, not waited for: one that is set is noticed at once. */
    private static final Duration TICK = Duration.ofMillis(200);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final Captures captures;
    private final Clock clock;
    private final PlanFile file;
    private final Set<UUID> ending = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Refused> refused = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    private record Refused(long nanos, AgentMessage.Problem problem) {}

    public Scheduler(Captures captures, SpoolDisk disk, Path folder, KeptJson json, Clock clock) {
        this.captures = captures;
        this.clock = clock;
        this.file = new PlanFile(disk, folder, json);
    }

    /** Begins what should run already, and then keeps time on a thread of its own. */
    public void start() {
        tick();
        thread = Thread.ofPlatform().daemon().name("schedule").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what is due now. */
    private synchronized void tick() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            Plan plan = file.plan();
            for (DuePlanner.Action action : DuePlanner.due(clock.instant(), plan, begun(plan))) {
                switch (action) {
                    case DuePlanner.Action.Begin begin -> begin(begin);
                    case DuePlanner.Action.End end -> end(end.captureId());
                }
            }
        } catch (RuntimeException e) {
            // The thread that keeps time must not end.
            LOG.error("The schedule could not be followed; it is tried again.", e);
        }
    }

    private Map<UUID, DuePlanner.Begun> begun(Plan plan) {
        Map<UUID, DuePlanner.Begun> begun = new HashMap<>();
        for (PlannedCapture planned : plan.captures()) {
            if (captures.isBegun(planned.captureId())) {
                begun.put(planned.captureId(), new DuePlanner.Begun(planned.captureId(), null, null));
            }
        }
        captures.running().forEach(running -> {
            UUID id = running.captureId();
            begun.put(id, new DuePlanner.Begun(id, running.capture().record().endsAt(), running.time()));
        });
        return begun;
    }

    private void begin(DuePlanner.Action.Begin begin) {
        PlannedCapture planned = begin.planned();
        Refused before = refused.get(planned.captureId());
        if (before != null && System.nanoTime() - before.nanos < RETRY.toNanos()) {
            return;
        }
        try {
            captures.start(planned.captureId(), planned.lectureId(), planned.title(), planned.room(), begin.endsAt());
            refused.remove(planned.captureId());
        } catch (LecternException e) {
            var problem = new AgentMessage.Problem(e.code(), String.valueOf(e.getMessage()));
            if (refused.put(planned.captureId(), new Refused(System.nanoTime(), problem)) == null) {
                LOG.error("\"{}\" should be recorded and cannot: {}", planned.title(), e.getMessage());
            }
        }
    }

    /** The planned captures that should run now and cannot be begun. */
    public List<AgentMessage.Refusal> refusals() {
        Instant now = clock.instant();
        Plan plan = file.plan();
        return plan.captures().stream()
                .filter(planned -> refused.containsKey(planned.captureId())
                        && !captures.isBegun(planned.captureId())
                        && plan.endsAt(planned).isAfter(now))
                .flatMap(planned -> Optional.ofNullable(refused.get(planned.captureId())).stream()
                        .map(one -> new AgentMessage.Refusal(planned.captureId(), one.problem)))
                .toList();
    }

    /** To end takes a while, and another capture may have to begin meanwhile. */
    private void end(UUID captureId) {
        if (ending.add(captureId)) {
            Thread.ofVirtual().name("end " + captureId).start(() -> {
                try {
                    captures.stop(captureId);
                } catch (LecternException e) {
                    LOG.error("A capture could not be ended; it is tried again: {}", e.getMessage());
                    waitToRetry();
                } finally {
                    ending.remove(captureId);
                }
            });
        }
    }

    private void waitToRetry() {
        try {
            closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing that is planned runs now or begins within this time. */
    public boolean isFree(Duration within) {
        Instant now = clock.instant();
        Plan plan = file.plan();
        return plan.captures().stream()
                .filter(planned -> !plan.stopped().containsKey(planned.captureId()))
                .noneMatch(planned -> planned.startsAt().isBefore(now.plus(within))
                        && plan.endsAt(planned).isAfter(now));
    }

    /** Takes the server's list of all that is planned. */
    public synchronized void plan(List<PlannedCapture> planned) {
        Plan before = file.plan();
        Plan next = before.told(planned, clock.instant());
        keep(next);
        next.changedEnds(before).forEach((captureId, end) -> {
            if (captures.isBegun(captureId)) {
                captures.extend(captureId, end);
            }
        });
    }

    /**
     * Begins a capture because a person wants it; one that is planned ends as planned.
     *
     * @throws LecternException with {@code CONFLICT} if it was stopped before it began
     */
    public synchronized void start(ServerMessage.Start command) {
        Plan plan = file.plan();
        if (plan.stopped().containsKey(command.captureId())) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "This capture was stopped before it began. Start a new one.");
        }
        Instant end = plan.find(command.captureId()).map(plan::endsAt).orElse(null);
        captures.start(command.captureId(), command.lectureId(), command.title(), command.room(), later(end));
    }

    /** A person who starts a capture after its time does not want it to end at once. */
    private @Nullable Instant later(@Nullable Instant end) {
        return end != null && end.isAfter(clock.instant()) ? end : null;
    }

    /**
     * Ends a capture; one that has not begun never will.
     *
     * @throws LecternException with {@code NOT_FOUND} if this recorder knows nothing of it
     */
    public void stop(UUID captureId) {
        boolean planned;
        synchronized (this) {
            planned = file.plan().find(captureId).isPresent();
            if (!captures.isBegun(captureId)) {
                keep(file.plan().stopped(captureId, clock.instant()));
                if (planned) {
                    return;
                }
            }
        }
        captures.stop(captureId);
    }

    /**
     * Gives a capture another end, whether it runs or has not begun; does nothing to one that has ended.
     *
     * @throws LecternException with {@code NOT_FOUND} if this recorder knows nothing of it
     */
    public synchronized void extend(UUID captureId, Instant end) {
        if (captures.isBegun(captureId)) {
            captures.extend(captureId, end);
        } else if (file.plan().find(captureId).isPresent()) {
            keep(file.plan().extended(captureId, end));
        } else {
            throw new LecternException(ErrorCode.NOT_FOUND, "This recorder has no such capture.");
        }
    }

    private void keep(Plan plan) {
        try {
            file.keep(plan);
        } catch (IOException e) {
            LOG.error("The schedule could not be kept on the disk; it holds until the recorder ends.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Threads.awaitEnd(thread);
    }
}
