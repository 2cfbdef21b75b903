package org.lectern.classroom.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts coded media into RTP payloads. Pure. */
public final class Payloads {
    static final int MAX_BYTES = 1400;
    private static final int FU_A = 28;
    private static final int AU_SIZE_BITS = 13;

    private Payloads() {}

    /** H.264 in packetization mode 1: single NAL unit packets and fragmentation units (RFC 6184, 5.6 and 5.8). */
    public static List<byte[]> h264(List<byte[]> nalUnits) {
        List<byte[]> payloads = new ArrayList<>();
        for (byte[] unit : nalUnits) {
            if (unit.length <= MAX_BYTES) {
                payloads.add(unit);
            } else {
                fragment(unit, payloads);
            }
        }
        return payloads;
    }

    private static void fragment(byte[] unit, List<byte[]> payloads) {
        int room = MAX_BYTES - 2;
        for (int at = 1; at < unit.length; at += room) {
            int end = Math.min(at + room, unit.length);
            byte[] payload = new byte[end - at + 2];
            payload[0] = (byte) (unit[0] & 0xE0 | FU_A);
            payload[1] = (byte) ((at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0) | unit[0] & 0x1F);
            System.arraycopy(unit, at, payload, 2, end - at);
            payloads.add(payload);
        }
    }

    /** One AAC frame behind its AU header, mode AAC-hbr (RFC 3640, 3.3.6). */
    public static List<byte[]> aac(byte[] frame) {
        return List.of(ByteBuffer.allocate(frame.length + 4)
                .putShort((short) 16)
                .putShort((short) (frame.length << 16 - AU_SIZE_BITS))
                .put(frame)
                .array());
    }
}
