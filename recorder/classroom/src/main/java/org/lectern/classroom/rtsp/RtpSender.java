package org.lectern.classroom.rtsp;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * One RTP stream to one client (RFC 3550), with a sender report before its first packet and each two
 * seconds. Used by one thread.
 */
final class RtpSender {
    private static final long REPORT_INTERVAL_US = 2_000_000;
    private static final long MICROS = 1_000_000;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
    private static final int SENDER_REPORT = 200;
    private static final int SOURCE_DESCRIPTION = 202;

    private final MediaDescription medium;
    private final Mount mount;
    private final BiConsumer<Boolean, byte[]> out;
    private final int ssrc;
    private final int firstTimestamp;
    private int sequence;
    private int packets;
    private int bytes;
    private long nextReportUs = Long.MIN_VALUE;

    /**
     * Makes a stream.
     *
     * @param out takes packets; true with a packet of RTCP
     */
    RtpSender(MediaDescription medium, Mount mount, Random random, BiConsumer<Boolean, byte[]> out) {
        this.medium = medium;
        this.mount = mount;
        this.out = out;
        ssrc = random.nextInt();
        firstTimestamp = random.nextInt();
        sequence = random.nextInt() & 0xFFFF;
    }

    void send(AccessUnit unit) {
        int timestamp = firstTimestamp + (int) ticks(unit.mediaUs(), medium.clockRate());
        if (unit.mediaUs() >= nextReportUs) {
            out.accept(true, report(unit.mediaUs(), timestamp));
            nextReportUs = unit.mediaUs() + REPORT_INTERVAL_US;
        }
        int last = unit.payloads().size() - 1;
        for (int i = 0; i <= last; i++) {
            byte[] payload = unit.payloads().get(i);
            out.accept(
                    false,
                    ByteBuffer.allocate(12 + payload.length)
                            .put((byte) 0x80)
                            .put((byte) ((i == last ? 0x80 : 0) | medium.payloadType()))
                            .putShort((short) sequence++)
                            .putInt(timestamp)
                            .putInt(ssrc)
                            .put(payload)
                            .array());
            packets++;
            bytes += payload.length;
        }
    }

    /** In two parts: microseconds since 1970 times the clock rate do not fit into 64 bits. */
    private static long ticks(long mediaUs, long clockRate) {
        return Math.floorDiv(mediaUs, MICROS) * clockRate + Math.floorMod(mediaUs, MICROS) * clockRate / MICROS;
    }

    /** A sender report and a source description (RFC 3550, 6.4.1 and 6.5). */
    private byte[] report(long mediaUs, int timestamp) {
        long wallUs = mount.wallTimeUs(mediaUs);
        long fraction = Math.floorMod(wallUs, MICROS) * (1L << 32) / MICROS;
        return ByteBuffer.allocate(28 + 16)
                .put((byte) 0x80)
                .put((byte) SENDER_REPORT)
                .putShort((short) 6)
                .putInt(ssrc)
                .putInt((int) (Math.floorDiv(wallUs, MICROS) + NTP_EPOCH_SECONDS))
                .putInt((int) fraction)
                .putInt(timestamp)
                .putInt(packets)
                .putInt(bytes)
                .put((byte) 0x81)
                .put((byte) SOURCE_DESCRIPTION)
                .putShort((short) 3)
                .putInt(ssrc)
                .put((byte) 1)
                .put((byte) 5)
                .put(new byte[] {'c', 'l', 'a', 's', 's', 0})
                .array();
    }
}
