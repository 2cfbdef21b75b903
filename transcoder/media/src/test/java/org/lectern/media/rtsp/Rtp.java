package org.lectern.media.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packets for tests, and what a depacketizer makes of them. */
final class Rtp {
    private Rtp() {}

    record Unit(byte[] data, int timestamp) {}

    static byte[] packet(int sequence, int timestamp, boolean marker, byte[] payload) {
        return packet(sequence, timestamp, marker, 7, payload);
    }

    static byte[] packet(int sequence, int timestamp, boolean marker, int source, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (marker ? 0xe0 : 0x60))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(source)
                .put(payload)
                .array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** NAL units behind their lengths. */
    static byte[] units(byte[]... nals) {
        var out = new ByteArrayOutputStream();
        for (byte[] nal : nals) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(nal.length).array());
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    static List<Unit> units(Depacketizer depacketizer, byte[]... packets) {
        List<Unit> units = new ArrayList<>();
        for (byte[] bytes : packets) {
            if (bytes.length == 0) {
                depacketizer.lost();
                continue;
            }
            var packet = new RtpPacket();
            packet.read(bytes, 0, bytes.length, 5);
            depacketizer.take(
                    packet,
                    (data, length, timestamp, nanos) -> units.add(new Unit(Arrays.copyOf(data, length), timestamp)));
        }
        return units;
    }
}
