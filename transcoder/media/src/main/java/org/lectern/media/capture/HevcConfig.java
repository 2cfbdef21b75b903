package org.lectern.media.capture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lectern.media.mp4.BitReader;

/**
 * The decoder configuration of H.265: the payload of an {@code hvcC} box (ISO/IEC 14496-15, 8.3.3.1).
 *
 * @param width pixels after cropping
 * @param height pixels after cropping
 */
record HevcConfig(int width, int height, byte[] payload) {
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;
    private static final int PROFILE_BYTES = 12;

    /** The configuration of samples with lengths of 4 bytes. */
    static HevcConfig of(List<byte[]> vps, List<byte[]> sps, List<byte[]> pps) {
        // ISO/IEC 23008-2, 7.3.2.2 and 7.3.3.
        BitReader in = BitReader.ofNal(sps.getFirst(), 2);
        in.skip(4);
        int subLayers = in.bits(3);
        int nested = in.bits(1);
        byte[] profile = new byte[PROFILE_BYTES];
        for (int i = 0; i < PROFILE_BYTES; i++) {
            profile[i] = (byte) in.bits(8);
        }
        skipSubLayers(in, subLayers);
        in.unsignedGolomb();
        int chroma = in.unsignedGolomb();
        if (chroma == 3) {
            in.skip(1);
        }
        int width = in.unsignedGolomb();
        int height = in.unsignedGolomb();
        if (in.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = chroma == 1 ? 2 : 1;
            width -= unitX * (in.unsignedGolomb() + in.unsignedGolomb());
            height -= unitY * (in.unsignedGolomb() + in.unsignedGolomb());
        }
        if (width <= 0 || height <= 0 || width > 16384 || height > 16384) {
            throw new IllegalArgumentException("A picture of %d x %d is out of range.".formatted(width, height));
        }
        int depthLuma = in.unsignedGolomb();
        int depthChroma = in.unsignedGolomb();

        var out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes(profile);
        out.write(0xf0);
        out.write(0);
        out.write(0xfc);
        out.write(0xfc | chroma);
        out.write(0xf8 | depthLuma);
        out.write(0xf8 | depthChroma);
        out.write(0);
        out.write(0);
        out.write((subLayers + 1) << 3 | nested << 2 | 3);
        out.write(3);
        array(out, VPS, vps);
        array(out, SPS, sps);
        array(out, PPS, pps);
        return new HevcConfig(width, height, out.toByteArray());
    }

    private static void skipSubLayers(BitReader in, int subLayers) {
        boolean[] profilePresent = new boolean[subLayers];
        boolean[] levelPresent = new boolean[subLayers];
        for (int i = 0; i < subLayers; i++) {
            profilePresent[i] = in.flag();
            levelPresent[i] = in.flag();
        }
        if (subLayers > 0) {
            in.skip(2 * (8 - subLayers));
        }
        for (int i = 0; i < subLayers; i++) {
            in.skip((profilePresent[i] ? 88 : 0) + (levelPresent[i] ? 8 : 0));
        }
    }

    private static void array(ByteArrayOutputStream out, int type, List<byte[]> units) {
        out.write(0x80 | type);
        out.write(units.size() >>> 8);
        out.write(units.size());
        for (byte[] unit : units) {
            out.write(unit.length >>> 8);
            out.write(unit.length);
            out.writeBytes(unit);
        }
    }

    /**
     * The parameter sets in an {@code hvcC} payload.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static List<byte[]> parameterSets(byte[] payload) {
        List<byte[]> sets = new ArrayList<>();
        int at = 22;
        int arrays = payload[at++] & 0xff;
        for (int array = 0; array < arrays && at + 3 <= payload.length; array++) {
            int type = payload[at] & 0x3f;
            int units = (payload[at + 1] & 0xff) << 8 | payload[at + 2] & 0xff;
            at += 3;
            for (int unit = 0; unit < units && at + 2 <= payload.length; unit++) {
                int length = (payload[at] & 0xff) << 8 | payload[at + 1] & 0xff;
                at += 2;
                if (length < 3 || at + length > payload.length) {
                    throw new IllegalArgumentException("A decoder configuration ends too early.");
                }
                if (type >= VPS && type <= PPS) {
                    sets.add(Arrays.copyOfRange(payload, at, at + length));
                }
                at += length;
            }
        }
        return sets;
    }
}
