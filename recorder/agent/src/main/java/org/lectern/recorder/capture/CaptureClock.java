package org.lectern.recorder.capture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The recorder's own time as positions of one capture. Between two starts of the recorder it follows
 * the monotonic clock, so a step of the wall clock moves nothing. Immutable; safe for all threads.
 */
public final class CaptureClock {
    private final Instant epoch;
    private final long anchorNanos;
    private final long anchorUs;
    private final int pace;

    /**
     * @param epoch position 0
     * @param clock wall clock, read once
     */
    public CaptureClock(Instant epoch, Clock clock) {
        this(epoch, clock, Long.MIN_VALUE, 1);
    }

    /**
     * @param epoch position 0
     * @param clock wall clock, read once
     * @param notBeforeUs where the capture has got to already: a wall clock that was set back meanwhile,
     *     or has not been set yet, cannot make what comes now older than that
     * @param pace seconds of the capture that go by in one; 1 in real use
     */
    public CaptureClock(Instant epoch, Clock clock, long notBeforeUs, int pace) {
        this.epoch = epoch;
        this.pace = pace;
        this.anchorNanos = System.nanoTime();
        this.anchorUs = Math.max(notBeforeUs, ChronoUnit.MICROS.between(epoch, clock.instant()));
    }

    /** The position at a value of {@link System#nanoTime()}. */
    public long positionUs(long nanos) {
        return anchorUs + (nanos - anchorNanos) * pace / 1000;
    }

    public long nowUs() {
        return positionUs(System.nanoTime());
    }

    /** Wall time of a position. */
    public Instant wall(long positionUs) {
        return epoch.plus(Duration.of(positionUs, ChronoUnit.MICROS));
    }

    /** Wall time of position 0 in microseconds since the Unix epoch. */
    public long epochWallUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, epoch);
    }
}
