package org.lectern.media.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.lectern.media.ffmpeg.Interrupt;

/** Lets the packets of a file go at their own times, as a camera would. For one thread. */
final class Pacer {
    private static final long LONGEST_WAIT_NANOS = 50_000_000;

    private final Interrupt interrupt;
    private final int pace;
    private boolean started;
    private long startNanos;
    private long startUs;
    private long latestUs;

    /**
     * @param pace seconds of the file that go in one
     */
    Pacer(Interrupt interrupt, int pace) {
        this.interrupt = interrupt;
        this.pace = pace;
    }

    /**
     * Waits until a packet is due or the interrupt fires.
     *
     * @param ptsUs its presentation time: no coder sends a picture before it was seen
     * @return when it was due, by {@link System#nanoTime()}
     */
    long await(long ptsUs, Duration timeout) {
        if (!started) {
            started = true;
            startNanos = System.nanoTime();
            startUs = ptsUs;
            latestUs = ptsUs;
        }
        latestUs = Math.max(latestUs, ptsUs);
        long due = startNanos + (latestUs - startUs) * 1000 / pace;
        long left = due - System.nanoTime();
        while (left > 0 && !interrupt.hasFired()) {
            interrupt.extend(timeout);
            LockSupport.parkNanos(Math.min(left, LONGEST_WAIT_NANOS));
            left = due - System.nanoTime();
        }
        return due;
    }
}
