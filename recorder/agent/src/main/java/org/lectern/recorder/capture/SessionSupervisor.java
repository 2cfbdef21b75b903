package org.lectern.recorder.capture;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session with a device going: a new attempt after each that ends, after a growing wait, for
 * as long as the capture lasts. An attempt that hangs in native code is left behind.
 */
final class SessionSupervisor implements Runnable {
    private static final Duration CHECK = Duration.ofMillis(250);
    private static final long HUNG_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long HEALTHY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(SessionSupervisor.class);

    private final String name;
    private final Supplier<SessionAttempt> attempts;
    private final Consumer<LecternException> failed;
    private final Backoff backoff;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable SessionAttempt current;

    SessionSupervisor(
            String name, Supplier<SessionAttempt> attempts, Consumer<LecternException> failed, Backoff backoff) {
        this.name = name;
        this.attempts = attempts;
        this.failed = failed;
        this.backoff = backoff;
    }

    /** Ends the session; {@link #run} returns soon after. */
    void stop() {
        stopped.countDown();
        SessionAttempt attempt = current;
        if (attempt != null) {
            attempt.stop();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        ErrorCode told = null;
        try {
            while (!isStopped()) {
                SessionAttempt attempt = attempts.get();
                current = attempt;
                Thread.ofPlatform().daemon().name("device " + name).start(attempt);
                LecternException why = await(attempt);
                if (isStopped()) {
                    return;
                }
                if (attempt.deliveredNanos() > HEALTHY_NANOS) {
                    backoff.reset();
                }
                failed.accept(why);
                if (why.code() != told || attempt.deliveredNanos() > 0) {
                    // Once for each new trouble, not once for each attempt of a night.
                    LOG.info("{}: {}", name, why.getMessage());
                    told = why.code();
                }
                if (stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LecternException await(SessionAttempt attempt) throws InterruptedException {
        long overdueSince = 0;
        while (true) {
            try {
                if (isStopped()) {
                    attempt.stop();
                }
                return attempt.done().get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                overdueSince = !attempt.isOverdue() ? 0 : overdueSince == 0 ? now : overdueSince;
                if (overdueSince != 0 && now - overdueSince > HUNG_NANOS) {
                    attempt.abandon();
                    LOG.warn("{}: a session hangs and is left behind.", name);
                    return new LecternException(
                            ErrorCode.DEVICE_TIMEOUT, "The connection to the device hangs; it is opened again.");
                }
            } catch (ExecutionException e) {
                return new LecternException(ErrorCode.INTERNAL, "The recorder failed on this device.", e);
            }
        }
    }
}
