package org.lectern.media.rtsp;

/** Takes what a session delivers, on the thread that reads. */
public interface UnitSink {
    /** The device has not said when. */
    long NO_TIME = RtpClock.NO_TIME;

    /**
     * @param media which of the session's media, by its place in {@link RtspSession#media()}
     * @param data holds the unit in its first {@code length} bytes, reused afterwards: a picture as NAL
     *     units behind lengths of four bytes, or as JPEG; a frame of sound
     * @param mediaUs its presentation time by the clock of this medium alone, microseconds; it leaps
     *     where the device begins to count anew
     * @param receivedNanos {@link System#nanoTime()} when it was whole
     * @param wallUs when the device says it was captured, microseconds since the Unix epoch, or {@link #NO_TIME}
     */
    void unit(int media, byte[] data, int length, long mediaUs, long receivedNanos, long wallUs);
}
