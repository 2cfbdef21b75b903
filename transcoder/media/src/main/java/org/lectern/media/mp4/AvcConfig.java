package org.lectern.media.mp4;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder configuration of H.264: the payload of an {@code avcC} box (ISO/IEC 14496-15, 5.3.3.1).
 *
 * @param lengthBytes bytes of the length before each NAL unit: 1, 2 or 4
 * @param sequenceParameterSets NAL units with header byte
 * @param pictureParameterSets NAL units with header byte
 */
public record AvcConfig(int lengthBytes, List<byte[]> sequenceParameterSets, List<byte[]> pictureParameterSets)
        implements CodecConfig {
    /** The configuration of samples with lengths of 4 bytes. */
    public static AvcConfig of(List<byte[]> sequenceParameterSets, List<byte[]> pictureParameterSets) {
        if (sequenceParameterSets.isEmpty() || pictureParameterSets.isEmpty()) {
            throw new IllegalArgumentException("H.264 needs a sequence and a picture parameter set.");
        }
        return new AvcConfig(4, List.copyOf(sequenceParameterSets), List.copyOf(pictureParameterSets));
    }

    /** The configuration from NAL units among which the parameter sets are, e.g. an encoder's header. */
    public static AvcConfig ofUnits(List<byte[]> units) {
        return of(
                units.stream()
                        .filter(unit -> NalUnits.h264Type(unit) == NalUnits.H264_SPS)
                        .toList(),
                units.stream()
                        .filter(unit -> NalUnits.h264Type(unit) == NalUnits.H264_PPS)
                        .toList());
    }

    /**
     * Reads the payload of an {@code avcC} box.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static AvcConfig parse(byte[] payload) {
        if (payload.length < 7 || payload[0] != 1) {
            throw new IllegalArgumentException("Not a decoder configuration of H.264.");
        }
        int[] at = {6};
        List<byte[]> sps = units(payload, payload[5] & 0x1f, at);
        if (at[0] >= payload.length) {
            throw new IllegalArgumentException("A decoder configuration ends too early.");
        }
        int count = payload[at[0]++] & 0xff;
        List<byte[]> pps = units(payload, count, at);
        if (sps.isEmpty() || pps.isEmpty()) {
            throw new IllegalArgumentException("A decoder configuration without parameter sets.");
        }
        return new AvcConfig((payload[4] & 3) + 1, List.copyOf(sps), List.copyOf(pps));
    }

    private static List<byte[]> units(byte[] payload, int count, int[] at) {
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = at[0] + 2 <= payload.length ? (payload[at[0]] & 0xff) << 8 | payload[at[0] + 1] & 0xff : 0;
            int start = at[0] + 2;
            if (length == 0 || start + length > payload.length) {
                throw new IllegalArgumentException("A decoder configuration ends too early.");
            }
            units.add(Arrays.copyOfRange(payload, start, start + length));
            at[0] = start + length;
        }
        return units;
    }

    /** The payload of the {@code avcC} box. */
    @Override
    public byte[] payload() {
        SpsInfo info = spsInfo();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(info.profile());
        out.write(info.constraints());
        out.write(info.level());
        out.write(0xfc | (lengthBytes - 1));
        out.write(0xe0 | sequenceParameterSets.size());
        sequenceParameterSets.forEach(unit -> write(out, unit));
        out.write(pictureParameterSets.size());
        pictureParameterSets.forEach(unit -> write(out, unit));
        if (info.profile() == 100 || info.profile() == 110 || info.profile() == 122 || info.profile() == 144) {
            out.write(0xfc | info.chromaFormat());
            out.write(0xf8 | (info.bitDepthLuma() - 8));
            out.write(0xf8 | (info.bitDepthChroma() - 8));
            out.write(0);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, byte[] unit) {
        out.write(unit.length >>> 8);
        out.write(unit.length);
        out.writeBytes(unit);
    }

    /** What the first sequence parameter set says. */
    public SpsInfo spsInfo() {
        return SpsInfo.parse(sequenceParameterSets.getFirst());
    }

    /** The codecs string of RFC 6381, 3.3: {@code avc1.PPCCLL}. */
    @Override
    public String codecs() {
        SpsInfo info = spsInfo();
        return "avc1.%02x%02x%02x".formatted(info.profile(), info.constraints(), info.level());
    }
}
