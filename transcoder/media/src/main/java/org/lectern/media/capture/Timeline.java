package org.lectern.media.capture;

/**
 * Maps the media time of one session with a device to positions on the capture's timeline. All
 * streams of the session share it. Pure but for its memory: it has no clock and does no I/O. Safe for
 * all threads.
 *
 * <p>The place of the session is decided once and then stands, whatever the device's clock does:
 *
 * <ul>
 *   <li>with sender reports (RFC 3550, 6.4.1), from the device's wall clock where its least delay is a
 *       plausible latency, else from that clock set right by its least-delayed packet;
 *   <li>without, from the least-delayed packet alone: it was captured when it came.
 * </ul>
 *
 * <p>Afterwards a drift of the device's clock against the recorder's is followed, by at most {@link
 * #MOST_DRIFT_PPM} of the time that passes, and only where it is larger than the network's jitter.
 */
public final class Timeline {
    /** How long the first segment may wait for a sender report. */
    public static final long LONGEST_WAIT_US = 8_000_000;

    /** Crystals of cameras are within 100 ppm; more is a step, which is no business of ours. */
    public static final long MOST_DRIFT_PPM = 500;

    /** A drift smaller than this cannot be told from jitter, and cannot be seen. */
    static final long DEAD_BAND_US = 15_000;

    private static final long WINDOW_US = 30_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final DeviceClock clock;
    private final long epochWallUs;
    private final boolean expectsReports;

    private boolean decided;
    private long offsetUs;

    private boolean observed;
    private long firstReceivedUs;
    private long leastUs = NEVER;
    private long deviceWallOffsetUs = MediaPacket.NO_TIME;

    private long windowStartUs;
    private long windowLeastUs = NEVER;
    private long lastWindowLeastUs = NEVER;
    private long baselineUs = NEVER;
    private long driftUs;
    private long residualUs;

    /**
     * @param clock of the device
     * @param epochWallUs wall time of position 0, microseconds since the Unix epoch, recorder's clock
     * @param expectsReports whether the protocol has sender reports
     */
    public Timeline(DeviceClock clock, long epochWallUs, boolean expectsReports) {
        this.clock = clock;
        this.epochWallUs = epochWallUs;
        this.expectsReports = expectsReports;
    }

    /**
     * Takes note of a packet.
     *
     * @param mediaUs its presentation time
     * @param receivedUs position at which it was received, by the recorder's monotonic clock
     * @param deviceWallUs see {@link MediaPacket#deviceWallUs()}
     */
    public synchronized void observe(long mediaUs, long receivedUs, long deviceWallUs) {
        if (!observed) {
            observed = true;
            firstReceivedUs = receivedUs;
            windowStartUs = receivedUs;
        }
        leastUs = Math.min(leastUs, receivedUs - mediaUs);
        if (deviceWallUs != MediaPacket.NO_TIME && deviceWallOffsetUs == MediaPacket.NO_TIME) {
            deviceWallOffsetUs = deviceWallUs - mediaUs;
        }
        followDrift(mediaUs, receivedUs);
    }

    /** Drift is the change of the least delay from one window to the next (cf. RFC 5905, clock filter). */
    private void followDrift(long mediaUs, long receivedUs) {
        windowLeastUs = Math.min(windowLeastUs, receivedUs - mediaUs);
        if (receivedUs - windowStartUs < WINDOW_US) {
            return;
        }
        if (baselineUs == NEVER) {
            baselineUs = windowLeastUs;
        }
        long now = Math.min(windowLeastUs, lastWindowLeastUs) - baselineUs;
        long error = now - driftUs;
        if (Math.abs(error) > DEAD_BAND_US) {
            long most = (receivedUs - windowStartUs) * MOST_DRIFT_PPM / 1_000_000;
            driftUs += Math.clamp(error, -most, most);
        }
        residualUs = Math.max(residualUs, Math.abs(now - driftUs));
        lastWindowLeastUs = windowLeastUs;
        windowLeastUs = NEVER;
        windowStartUs = receivedUs;
    }

    /**
     * Whether the place of the session can be decided: it has a report, or has waited long enough.
     *
     * @param nowUs the position now
     */
    public synchronized boolean isReady(long nowUs) {
        return decided
                || observed
                        && (!expectsReports
                                || deviceWallOffsetUs != MediaPacket.NO_TIME
                                || nowUs - firstReceivedUs >= LONGEST_WAIT_US);
    }

    /** Decides the place of the session from what is known; does nothing once it is decided. */
    public synchronized void decide() {
        if (!decided) {
            offsetUs = estimateUs(true);
            decided = true;
        }
    }

    private long estimateUs(boolean commit) {
        if (deviceWallOffsetUs == MediaPacket.NO_TIME) {
            return leastUs;
        }
        long leastDelayUs = epochWallUs + leastUs - deviceWallOffsetUs;
        return commit ? leastUs - clock.latencyUs(leastDelayUs) : leastUs;
    }

    /**
     * Position less media time as far as it is known now: what recovery places a torn segment by.
     *
     * @throws IllegalStateException before the first packet
     */
    public synchronized long anchorUs() {
        if (!observed) {
            throw new IllegalStateException("No packet has been observed.");
        }
        return decided ? offsetUs : estimateUs(false);
    }

    /** How far the device's clock has drifted from the recorder's since the session began, microseconds. */
    public synchronized long driftUs() {
        return driftUs;
    }

    /** Where a media time stands. Decides if that was not done. */
    public synchronized long positionUs(long mediaUs) {
        decide();
        return mediaUs + offsetUs + driftUs;
    }

    /**
     * The largest drift of this session until now that was seen and could not be followed at once,
     * microseconds: how far its media may have stood beside its true place. 0 in the first half minutes.
     */
    public synchronized long residualUs() {
        return residualUs;
    }

    /**
     * Where a segment ends that begins at {@code startUs}: as long as its media, drawn towards its true
     * place by at most {@link #MOST_DRIFT_PPM}.
     */
    public synchronized long endUs(long startUs, long mediaStartUs, long mediaEndUs) {
        long durationUs = mediaEndUs - mediaStartUs;
        long naturalUs = startUs + durationUs;
        long most = durationUs * MOST_DRIFT_PPM / 1_000_000;
        return naturalUs + Math.clamp(positionUs(mediaEndUs) - naturalUs, -most, most);
    }
}
