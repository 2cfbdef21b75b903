package org.lectern.media.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.lectern.media.ffmpeg.Interrupt;

/** Lets the packets of a file go at their own times, as a camera would. For one thread. */
final class Pacer {
    private static final long LONGEST_WAIT_NANOS = 50_000_000;

    private final Interrupt interrupt;
    private boolean started;
    private long startNanos;
    private long startUs;

    Pacer(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    /**
     * Waits until a packet is due or the interrupt fires.
     *
     * @return when it was due, by {@link System#nanoTime()}
     */
    long await(long dtsUs, Duration timeout) {
        if (!started) {
            started = true;
            startNanos = System.nanoTime();
            startUs = dtsUs;
        }
        long due = startNanos + (dtsUs - startUs) * 1000;
        long left = due - System.nanoTime();
        while (left > 0 && !interrupt.hasFired()) {
            interrupt.extend(timeout);
            LockSupport.parkNanos(Math.min(left, LONGEST_WAIT_NANOS));
            left = due - System.nanoTime();
        }
        return due;
    }
}
