package org.lectern.media.mp4;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence parameter set of H.264 says (ISO/IEC 14496-10, 7.3.2.1.1 and Annex E).
 *
 * @param profile profile_idc
 * @param constraints the constraint flags byte
 * @param level level_idc, ten times the level
 * @param width pixels after cropping
 * @param height pixels after cropping
 * @param sampleAspectWidth 0 where unknown
 * @param sampleAspectHeight 0 where unknown
 * @param colour null where not described
 * @param numUnitsInTick 0 where there is no timing information
 * @param timeScale 0 where there is no timing information; frames per second are
 *     {@code timeScale / numUnitsInTick / 2}
 * @param reorderedPictures how many pictures a decoder holds back to show them in their order; 0 where
 *     the stream does not say
 */
public record SpsInfo(
        int profile,
        int constraints,
        int level,
        int width,
        int height,
        int chromaFormat,
        int bitDepthLuma,
        int bitDepthChroma,
        boolean progressive,
        int sampleAspectWidth,
        int sampleAspectHeight,
        @Nullable Colour colour,
        long numUnitsInTick,
        long timeScale,
        int reorderedPictures) {
    /** Code points of ISO/IEC 23091-2. */
    public record Colour(int primaries, int transfer, int matrix, boolean fullRange) {}

    private static final Set<Integer> HIGH_PROFILES = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134);
    private static final int[][] ASPECTS = {
        {0, 0}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33}, {18, 11},
        {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
    };

    /**
     * Parses a sequence parameter set.
     *
     * @param nal the NAL unit with its header byte, without start code
     * @throws IllegalArgumentException if it cannot be read
     */
    public static SpsInfo parse(byte[] nal) {
        if (nal.length < 5 || (nal[0] & 0x1f) != NalUnits.H264_SPS) {
            throw new IllegalArgumentException("Not a sequence parameter set of H.264.");
        }
        BitReader in = BitReader.ofNal(nal, 1);
        int profile = in.bits(8);
        int constraints = in.bits(8);
        int level = in.bits(8);
        in.unsignedGolomb();
        int chromaFormat = 1;
        int depthLuma = 8;
        int depthChroma = 8;
        if (HIGH_PROFILES.contains(profile)) {
            chromaFormat = in.unsignedGolomb();
            if (chromaFormat == 3 && in.flag()) {
                chromaFormat = 0;
            }
            depthLuma = 8 + in.unsignedGolomb();
            depthChroma = 8 + in.unsignedGolomb();
            in.skip(1);
            if (in.flag()) {
                scalingLists(in, chromaFormat == 3 ? 12 : 8);
            }
        }
        in.unsignedGolomb();
        pictureOrder(in);
        in.unsignedGolomb();
        in.skip(1);
        int widthInMacroblocks = in.unsignedGolomb() + 1;
        int heightInMapUnits = in.unsignedGolomb() + 1;
        boolean progressive = in.flag();
        if (!progressive) {
            in.skip(1);
        }
        in.skip(1);
        int fields = progressive ? 1 : 2;
        int width = widthInMacroblocks * 16;
        int height = heightInMapUnits * 16 * fields;
        if (in.flag()) {
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
            int unitY = (chromaFormat == 1 ? 2 : 1) * fields;
            width -= unitX * (in.unsignedGolomb() + in.unsignedGolomb());
            height -= unitY * (in.unsignedGolomb() + in.unsignedGolomb());
        }
        if (width <= 0 || height <= 0 || width > 16384 || height > 16384) {
            throw new IllegalArgumentException("A picture of %d x %d is out of range.".formatted(width, height));
        }
        Usability usability = in.flag() ? usability(in) : Usability.NONE;
        return new SpsInfo(
                profile,
                constraints,
                level,
                width,
                height,
                chromaFormat,
                depthLuma,
                depthChroma,
                progressive,
                usability.aspectWidth,
                usability.aspectHeight,
                usability.colour,
                usability.numUnitsInTick,
                usability.timeScale,
                usability.reorderedPictures);
    }

    private record Usability(
            int aspectWidth,
            int aspectHeight,
            @Nullable Colour colour,
            long numUnitsInTick,
            long timeScale,
            int reorderedPictures) {
        static final Usability NONE = new Usability(0, 0, null, 0, 0, 0);
    }

    private static Usability usability(BitReader in) {
        int aspectWidth = 0;
        int aspectHeight = 0;
        if (in.flag()) {
            int code = in.bits(8);
            if (code == 255) {
                aspectWidth = in.bits(16);
                aspectHeight = in.bits(16);
            } else if (code < ASPECTS.length) {
                aspectWidth = ASPECTS[code][0];
                aspectHeight = ASPECTS[code][1];
            }
        }
        if (in.flag()) {
            in.skip(1);
        }
        Colour colour = null;
        if (in.flag()) {
            in.skip(3);
            boolean fullRange = in.flag();
            if (in.flag()) {
                colour = new Colour(in.bits(8), in.bits(8), in.bits(8), fullRange);
            }
        }
        if (in.flag()) {
            in.unsignedGolomb();
            in.unsignedGolomb();
        }
        long numUnitsInTick = 0;
        long timeScale = 0;
        if (in.flag()) {
            numUnitsInTick = Integer.toUnsignedLong(in.bits(32));
            timeScale = Integer.toUnsignedLong(in.bits(32));
            in.skip(1);
        }
        return new Usability(aspectWidth, aspectHeight, colour, numUnitsInTick, timeScale, reorderedPictures(in));
    }

    private static int reorderedPictures(BitReader in) {
        try {
            boolean reference = in.flag();
            if (reference) {
                referenceDecoder(in);
            }
            boolean second = in.flag();
            if (second) {
                referenceDecoder(in);
            }
            in.skip(reference || second ? 2 : 1);
            if (!in.flag()) {
                return 0;
            }
            in.skip(1);
            for (int i = 0; i < 4; i++) {
                in.unsignedGolomb();
            }
            return in.unsignedGolomb();
        } catch (IllegalArgumentException e) {
            // Cameras cut this part off; the rest of the set is good.
            return 0;
        }
    }

    /** The parameters of the hypothetical reference decoder (E.1.2), which nobody here needs. */
    private static void referenceDecoder(BitReader in) {
        int count = in.unsignedGolomb() + 1;
        in.skip(8);
        for (int i = 0; i < count; i++) {
            in.unsignedGolomb();
            in.unsignedGolomb();
            in.skip(1);
        }
        in.skip(20);
    }

    private static void pictureOrder(BitReader in) {
        int type = in.unsignedGolomb();
        if (type == 0) {
            in.unsignedGolomb();
        } else if (type == 1) {
            in.skip(1);
            in.signedGolomb();
            in.signedGolomb();
            int cycle = in.unsignedGolomb();
            for (int i = 0; i < cycle; i++) {
                in.signedGolomb();
            }
        }
    }

    private static void scalingLists(BitReader in, int count) {
        for (int list = 0; list < count; list++) {
            if (in.flag()) {
                int last = 8;
                int next = 8;
                for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
                    if (next != 0) {
                        next = (last + in.signedGolomb() + 256) % 256;
                    }
                    last = next == 0 ? last : next;
                }
            }
        }
    }
}
