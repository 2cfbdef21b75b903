package org.lectern.onebox.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Turns Ctrl-C and SIGTERM into a question that the main thread answers when it has stopped
 * everything in order; the JVM waits for it.
 */
public final class StopSignal {
    private static final Duration POLL = Duration.ofMillis(200);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    /** Thrown where work is broken off because somebody asked to stop. */
    public static final class StopAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StopAsked() {
            super("Stopped on request", null, false, false);
        }
    }

    /** Begins to listen for signals. */
    public static StopSignal listen() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop"));
        return signal;
    }

    private void onShutdown() {
        asked.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A stop on request is a success, whatever the signal's own exit code.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Asks to stop. */
    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits; returns early if a stop is asked for. */
    public void await(Duration duration) {
        try {
            asked.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ask();
        }
    }

    /**
     * Waits.
     *
     * @throws StopAsked if a stop is, or was, asked for
     */
    public void pause(Duration duration) {
        await(duration);
        if (isAsked()) {
            throw new StopAsked();
        }
    }

    /**
     * Waits until something holds.
     *
     * @param otherwise what to say if it does not, to which the limit is added
     * @throws StopAsked if a stop is, or was, asked for
     * @throws LecternException if it does not hold within the limit
     */
    public void pauseUntil(Duration limit, String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new LecternException(ErrorCode.INTERNAL, otherwise + " within " + limit.toSeconds() + " s.");
            }
            pause(POLL);
        }
    }

    /** Everything is stopped; the process may end with this code. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }
}
