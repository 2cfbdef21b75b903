package org.lectern.media.mp4;

/**
 * What a sequence header of AV1 says (AV1 bitstream specification 5.5), of the Main profile.
 *
 * @param level index of the level: 8 is 4.0
 * @param chromaPosition 0 if unknown, 1 left, 2 top left
 * @param screenTools whether each frame may choose the tools for screens
 */
public record Av1Sequence(
        int profile,
        int level,
        boolean highTier,
        int width,
        int height,
        int bitDepth,
        boolean monochrome,
        SpsInfo.Colour colour,
        int chromaPosition,
        boolean screenTools) {
    private static final int UNSPECIFIED = 2;
    private static final int HIGHEST_MAIN_TIER_LEVEL = 7;

    /**
     * Reads the payload of the unit.
     *
     * @throws IllegalArgumentException if it is of another profile than Main, or has a timing of its own
     */
    static Av1Sequence parse(BitReader in) {
        int profile = in.bits(3);
        boolean still = in.flag();
        boolean reduced = in.flag();
        if (profile != 0 || still || reduced) {
            throw new IllegalArgumentException("This is no AV1 film of the Main profile.");
        }
        if (in.flag()) {
            throw new IllegalArgumentException("A sequence header with a timing of its own is not understood.");
        }
        boolean delays = in.flag();
        int points = in.bits(5) + 1;
        int level = 0;
        boolean highTier = false;
        for (int i = 0; i < points; i++) {
            in.skip(12);
            int own = in.bits(5);
            boolean high = own > HIGHEST_MAIN_TIER_LEVEL && in.flag();
            if (delays && in.flag()) {
                in.skip(4);
            }
            level = i == 0 ? own : level;
            highTier = i == 0 ? high : highTier;
        }
        int widthBits = in.bits(4) + 1;
        int heightBits = in.bits(4) + 1;
        int width = in.bits(widthBits) + 1;
        int height = in.bits(heightBits) + 1;
        if (in.flag()) {
            in.skip(7);
        }
        // Large superblocks, filter_intra, edge filter, interintra, masked, warped motion, dual filter.
        in.skip(7);
        boolean orderHint = in.flag();
        if (orderHint) {
            in.skip(2);
        }
        boolean chosenByFrames = in.flag();
        boolean screen = chosenByFrames || in.flag();
        if (screen && !in.flag()) {
            in.skip(1);
        }
        if (orderHint) {
            in.skip(3);
        }
        // Super-resolution, CDEF, restoration.
        in.skip(3);
        int bitDepth = in.flag() ? 10 : 8;
        boolean monochrome = in.flag();
        boolean described = in.flag();
        int primaries = described ? in.bits(8) : UNSPECIFIED;
        int transfer = described ? in.bits(8) : UNSPECIFIED;
        int matrix = described ? in.bits(8) : UNSPECIFIED;
        boolean fullRange = in.flag();
        int chromaPosition = monochrome ? 0 : in.bits(2);
        return new Av1Sequence(
                profile,
                level,
                highTier,
                width,
                height,
                bitDepth,
                monochrome,
                new SpsInfo.Colour(primaries, transfer, matrix, fullRange),
                chromaPosition,
                chosenByFrames);
    }
}
