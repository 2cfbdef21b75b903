package org.lectern.media.mp4;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lectern.model.Codec;

/** Formats and samples for tests of the container: real parameter sets, invented pictures. */
final class Samples {
    static final byte[] SPS_1080P30 =
            HexFormat.of().parseHex("67640028acd940780227e5c39a808080a0000003002000000781e30632c0");
    static final byte[] PPS = HexFormat.of().parseHex("68ebe3cb22c0");
    static final TrackFormat VIDEO = TrackFormat.video(
            Codec.H264,
            90_000,
            1920,
            1080,
            AvcConfig.of(List.of(SPS_1080P30), List.of(PPS)).payload());
    static final TrackFormat AUDIO = TrackFormat.audio(
            Codec.AAC, 48_000, 48_000, 2, AacConfig.lowComplexity(48_000, 2).bytes(), "eng");

    private Samples() {}

    /** Pictures in decode order I P B B P B B …, every frame {@code duration} long. */
    static List<Sample> pictures(long firstDts, int count, int duration) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int display = i == 0 ? 0 : (i % 3 == 1 ? Math.min(i + 2, count - 1) : i - 1);
            boolean idr = i == 0;
            byte[] unit = new byte[20 + i];
            java.util.Arrays.fill(unit, (byte) (i + 1));
            unit[0] = (byte) (idr ? 0x65 : 0x41);
            samples.add(new Sample(
                    firstDts + (long) i * duration,
                    duration,
                    (display - i) * duration,
                    idr,
                    NalUnits.joinLengthPrefixed(List.of(unit))));
        }
        return samples;
    }

    static List<Sample> sounds(long firstDts, int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] data = new byte[7 + i % 5];
            java.util.Arrays.fill(data, (byte) (0x21 + i));
            samples.add(new Sample(firstDts + i * 1024L, 1024, 0, true, data));
        }
        return samples;
    }

    static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
