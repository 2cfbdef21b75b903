package org.lectern.media.rtsp;

/** Puts the payloads of one stream together to whole units: pictures, frames of sound. For one thread. */
interface Depacketizer {
    /** Takes a packet; what is whole comes out. */
    void take(RtpPacket packet, Output out);

    /** Packets are missing before the next one: what they began is given up. */
    void lost();

    /** Takes whole units. */
    interface Output {
        /**
         * @param data holds the unit in its first {@code length} bytes; reused afterwards
         * @param timestamp of RTP
         * @param receivedNanos {@link System#nanoTime()} when it was whole
         */
        void unit(byte[] data, int length, int timestamp, long receivedNanos);
    }
}
