package org.lectern.recorder.thread;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all that runs on a thread of its own needs when it is closed. */
public final class Threads {
    private static final Duration END = Duration.ofSeconds(5);

    private Threads() {}

    /**
     * Waits some seconds for a thread that was told to end, so that nothing is written to the spool any
     * more once its owner is closed. A thread that hangs on the network is left behind.
     */
    public static void awaitEnd(@Nullable Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
