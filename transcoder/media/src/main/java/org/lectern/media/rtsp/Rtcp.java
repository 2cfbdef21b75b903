package org.lectern.media.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is said about a stream beside it (RFC 3550, 6). Pure; for one thread. */
final class Rtcp {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final byte[] NAME = "lectern".getBytes(StandardCharsets.US_ASCII);

    private final int ourSource;
    private long lastReport;
    private long lastReportNanos;

    /** Takes what the packets of one device say. */
    interface Listener {
        /** The device's wall clock in seconds and 2^-32 seconds of NTP, and the timestamp that goes with it. */
        void senderReport(int source, long seconds, long fraction, int timestamp);

        /** The device will send nothing more. */
        void goodbye(int source);
    }

    /**
     * @param ourSource a number of our own
     */
    Rtcp(int ourSource) {
        this.ourSource = ourSource;
    }

    /** Reads a compound packet; what does not belong there is passed over. */
    void read(byte[] data, int from, int length, long nanos, Listener listener) {
        int end = from + length;
        for (int at = from; at + 8 <= end; ) {
            int type = data[at + 1] & 0xff;
            int next = at + 4 + 4 * RtpPacket.u16(data, at + 2);
            if ((data[at] & 0xc0) != 0x80 || next > end) {
                return;
            }
            int source = RtpPacket.i32(data, at + 4);
            if (type == SENDER_REPORT && at + 20 <= next) {
                long seconds = Integer.toUnsignedLong(RtpPacket.i32(data, at + 8));
                long fraction = Integer.toUnsignedLong(RtpPacket.i32(data, at + 12));
                lastReport = (seconds << 16 | fraction >> 16) & 0xffffffffL;
                lastReportNanos = nanos;
                listener.senderReport(source, seconds, fraction, RtpPacket.i32(data, at + 16));
            } else if (type == GOODBYE) {
                listener.goodbye(source);
            }
            at = next;
        }
    }

    /** A receiver report and our name: some devices end a session of which they hear nothing. */
    byte[] receiverReport(RtpSequence sequence, long nanos) {
        long delay = lastReport == 0 ? 0 : (nanos - lastReportNanos) * 65_536 / 1_000_000_000L;
        return ByteBuffer.allocate(32 + 20)
                .put((byte) 0x81)
                .put((byte) RECEIVER_REPORT)
                .putShort((short) 7)
                .putInt(ourSource)
                .putInt(sequence.source())
                .putInt(sequence.takeFractionLost() << 24 | Math.clamp(sequence.lost(), 0, 0x7fffff))
                .putInt((int) sequence.highest())
                .putInt(0)
                .putInt((int) lastReport)
                .putInt((int) delay)
                .put((byte) 0x81)
                .put((byte) DESCRIPTION)
                .putShort((short) 4)
                .putInt(ourSource)
                .put((byte) 1)
                .put((byte) NAME.length)
                .put(NAME)
                .put(new byte[3])
                .array();
    }
}
