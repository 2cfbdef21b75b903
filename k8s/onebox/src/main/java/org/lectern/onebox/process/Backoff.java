package org.lectern.onebox.process;

import java.time.Duration;

/**
 * How long to wait before a crashed process is started again: 1 s, doubled up to 30 s; from the start
 * again once it has run well for a minute.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration RAN_WELL = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The wait after a run that lasted this long. */
    Duration after(Duration run) {
        if (run.compareTo(RAN_WELL) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return wait;
    }
}
