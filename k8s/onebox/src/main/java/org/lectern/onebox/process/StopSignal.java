package org.lectern.onebox.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a question that the main thread answers when it has stopped
 * everything in order; the JVM waits for it.
 */
public final class StopSignal {
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

    /** Everything is stopped; the process may end with this code. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }
}
