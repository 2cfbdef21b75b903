package org.lectern.transcoder.queue;

import java.time.Duration;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * What becomes of a task that failed. Pure.
 *
 * <p>A failure of the data repeats, so the chunk is slated at once. A failure of processing is tried
 * again a bounded number of times; a worker that died over a chunk counts as one. The store or the
 * database being away is no failure of the task: it is waited for, for as long as it takes.
 */
final class RetryPolicy {
    /** Tries before a chunk is given up. */
    static final int MAX_TRIES = 5;

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private RetryPolicy() {}

    /**
     * The next try.
     *
     * @param counts whether it counts as a failure of the task
     * @param delay how long to wait
     */
    record Retry(boolean counts, Duration delay) {}

    /**
     * Whether a chunk that could not be encoded is slated now.
     *
     * @param failuresBefore failures in a row before this one
     */
    static boolean givesUp(LecternException failure, int failuresBefore) {
        return failure.code() != ErrorCode.STORE_UNAVAILABLE
                && (!failure.isRetryable() || failuresBefore + 1 >= MAX_TRIES);
    }

    /**
     * When to try again: after 0.5 s, doubled by each failure in a row up to 30 s.
     *
     * @param failuresBefore failures in a row before this one
     */
    static Retry next(Throwable failure, int failuresBefore) {
        boolean counts = failure instanceof Error
                || failure instanceof LecternException known && known.code() != ErrorCode.STORE_UNAVAILABLE;
        if (!counts) {
            return new Retry(false, OUTAGE);
        }
        Duration delay = SHORTEST.multipliedBy(1L << Math.min(failuresBefore, 6));
        return new Retry(true, delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }
}
