package org.lectern.recorder.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

/** A camera without a camera: packets of 25 pictures a second, a key picture each second. */
public final class TestingPackets {
    public static final long FRAME_US = 40_000;
    private static final byte[] AVCC = HexFormat.of()
            .parseHex("0142c01effe1001c6742c01eda0280bfe5c05a83030352800000030080000019478b175001000468ce3c80");
    public static final TrackFormat VIDEO = TrackFormat.video(Codec.H264, 1_000_000, 640, 360, AVCC);

    private TestingPackets() {}

    /** Pictures from {@code first} to before {@code end}, received when they were captured. */
    public static List<MediaPacket> video(int first, int end, long startNanos, int bytes) {
        List<MediaPacket> packets = new ArrayList<>();
        for (int i = first; i < end; i++) {
            packets.add(picture(i, startNanos, bytes));
        }
        return packets;
    }

    /** One picture; its first bytes after the length are its number. */
    public static MediaPacket picture(int number, long startNanos, int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) 0x55);
        data[0] = 0;
        data[1] = 0;
        data[3] = (byte) (bytes - 4);
        data[2] = (byte) (bytes - 4 >>> 8);
        data[4] = (byte) (number % 25 == 0 ? 0x65 : 0x41);
        data[6] = (byte) (number >>> 8);
        data[7] = (byte) number;
        long us = 50_000_000 + number * FRAME_US;
        return new MediaPacket(
                0,
                MediaKind.VIDEO,
                data,
                us,
                us,
                FRAME_US,
                number % 25 == 0,
                startNanos + number * FRAME_US * 1000,
                MediaPacket.NO_TIME,
                VIDEO);
    }

    /** The number of a picture. */
    public static int number(byte[] data) {
        return (data[6] & 0xff) << 8 | data[7] & 0xff;
    }

    /** A picture as another stream in another format. */
    public static MediaPacket as(int stream, TrackFormat format, MediaPacket p) {
        return new MediaPacket(
                stream,
                p.kind(),
                p.data(),
                p.ptsUs(),
                p.dtsUs(),
                p.durationUs(),
                p.keyframe(),
                p.receivedNanos(),
                p.deviceWallUs(),
                format);
    }
}
