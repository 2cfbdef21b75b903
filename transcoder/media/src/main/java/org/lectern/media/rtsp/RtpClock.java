package org.lectern.media.rtsp;

/**
 * Counts the timestamps of one stream on, beyond the 32 bits of a packet, and knows from sender reports
 * what the device's wall clock showed (RFC 3550, 5.1 and 6.4.1). Pure; for one thread.
 */
final class RtpClock {
    /** No report has come. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** Media time of the first packet: B pictures are decoded before it. */
    static final long FIRST_US = 10_000_000;

    /** How far media time leaps where the device begins to count anew: further than any pause. */
    static final long LEAP_US = 60_000_000;

    private static final long MICROS = 1_000_000;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private final int rate;
    private boolean begun;
    private int last;
    private long ticks;
    private long startUs = FIRST_US;
    private boolean reported;
    private int reportTimestamp;
    private long reportWallUs;

    RtpClock(int rate) {
        this.rate = rate;
    }

    /** The media time of a timestamp that lies within hours of the one before, in microseconds. */
    long mediaUs(int timestamp) {
        if (!begun) {
            begun = true;
            last = timestamp;
        }
        ticks += timestamp - last;
        last = timestamp;
        return startUs + Math.floorDiv(ticks, rate) * MICROS + Math.floorMod(ticks, rate) * MICROS / rate;
    }

    /** The device counts from another number from now on; its media time leaps, so that it is placed anew. */
    void restart() {
        if (begun) {
            startUs = mediaUs(last) + LEAP_US;
            ticks = 0;
            begun = false;
            reported = false;
        }
    }

    /**
     * Takes a sender report.
     *
     * @param seconds of NTP, 0 where the device knows no time
     */
    void report(long seconds, long fraction, int timestamp) {
        if (seconds == 0) {
            return;
        }
        // Seconds below the half belong to the era that begins in 2036 (RFC 5905, 6).
        long era = seconds < 1L << 31 ? 1L << 32 : 0;
        reportWallUs = (seconds + era - NTP_EPOCH_SECONDS) * MICROS + (fraction * MICROS >>> 32);
        reportTimestamp = timestamp;
        reported = true;
    }

    /** What the device's clock showed at a timestamp, microseconds since the Unix epoch, or {@link #NO_TIME}. */
    long wallUs(int timestamp) {
        return reported ? reportWallUs + (long) (timestamp - reportTimestamp) * MICROS / rate : NO_TIME;
    }
}
