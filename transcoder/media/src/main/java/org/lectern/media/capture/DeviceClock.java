package org.lectern.media.capture;

/**
 * What is known of the wall clock of one device in one capture. Shared by the sessions of the device,
 * so that its sound and picture, and what it sends after a reconnect, keep their places to each other.
 * Safe for all threads; no clock of its own.
 *
 * <p>A delay is the recorder's wall time at which a packet was received less the device's wall time
 * at which it was captured: the true latency, plus the error of the device's clock.
 */
public final class DeviceClock {
    /** A least delay in this range is a latency: the clock is right. */
    static final long MOST_LATENCY_US = 2_000_000;

    /** How far before its capture a packet may seem to arrive, with clocks that are kept right by NTP. */
    static final long CLOCK_SLACK_US = 50_000;

    /** How far the latencies of one device's sessions may differ before its clock must have stepped. */
    static final long SESSION_SLACK_US = 500_000;

    private boolean known;
    private long errorUs;
    private long latencyUs;

    /**
     * Takes the least delay of a session's first packets.
     *
     * @return the latency of its least-delayed packet
     */
    synchronized long latencyUs(long leastDelayUs) {
        if (!known) {
            known = true;
            boolean right = leastDelayUs >= -CLOCK_SLACK_US && leastDelayUs <= MOST_LATENCY_US;
            errorUs = right ? 0 : leastDelayUs;
            latencyUs = leastDelayUs - errorUs;
            return latencyUs;
        }
        long latency = leastDelayUs - errorUs;
        if (latency < -SESSION_SLACK_US || latency > MOST_LATENCY_US) {
            // The clock has stepped since; the way to the device is what it was.
            errorUs = leastDelayUs - latencyUs;
            return latencyUs;
        }
        return latency;
    }

    /** The recorder's wall time less the device's, microseconds; 0 where it is right, or not known. */
    public synchronized long errorUs() {
        return errorUs;
    }
}
