package org.lectern.recorder.capture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between attempts, with jitter, so that ten cameras do not come back in one instant. */
public final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** For devices: from 0.25 to 5 s, for ever. */
    public static Backoff forDevices() {
        return new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), RandomGenerator.getDefault());
    }

    /** For devices that connect to us: whoever calls must find the port open. */
    public static Backoff forListeners() {
        return new Backoff(Duration.ofMillis(100), Duration.ofMillis(250), RandomGenerator.getDefault());
    }

    /** How long to wait now: half of it is fixed, half is chance. */
    public Duration next() {
        double full = Math.min(first.toMillis() * Math.pow(2, failures), most.toMillis());
        failures = Math.min(failures + 1, 30);
        return Duration.ofMillis(Math.round(full * (0.5 + 0.5 * random.nextDouble())));
    }

    /** After a success the next wait is short again. */
    public void reset() {
        failures = 0;
    }
}
