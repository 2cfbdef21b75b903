package org.lectern.media.encode;

import java.util.List;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.VideoRung;

/**
 * The lowest level of H.264 that a rung fits into (ITU-T H.264, table A-1), so that every encoder
 * announces the same. Pure.
 */
final class LevelLimits {
    private static final int MACROBLOCK = 16;
    /** High profile may have so much more than the table says (table A-2). */
    private static final double HIGH_PROFILE = 1.25;

    private static final double BUFFER_SECONDS = 1.5;

    /** @param level ten times its number; per second, in macroblocks and kbit */
    private record Limit(int level, int macroblocksPerSecond, int macroblocks, int kbits, int bufferKbits) {}

    private static final List<Limit> TABLE = List.of(
            new Limit(10, 1_485, 99, 64, 175),
            new Limit(11, 3_000, 396, 192, 500),
            new Limit(12, 6_000, 396, 384, 1_000),
            new Limit(13, 11_880, 396, 768, 2_000),
            new Limit(20, 11_880, 396, 2_000, 2_000),
            new Limit(21, 19_800, 792, 4_000, 4_000),
            new Limit(22, 20_250, 1_620, 4_000, 4_000),
            new Limit(30, 40_500, 1_620, 10_000, 10_000),
            new Limit(31, 108_000, 3_600, 14_000, 14_000),
            new Limit(32, 216_000, 5_120, 20_000, 20_000),
            new Limit(40, 245_760, 8_192, 20_000, 25_000),
            new Limit(41, 245_760, 8_192, 50_000, 62_500),
            new Limit(42, 522_240, 8_704, 50_000, 62_500),
            new Limit(50, 589_824, 22_080, 135_000, 135_000),
            new Limit(51, 983_040, 36_864, 240_000, 240_000),
            new Limit(52, 2_073_600, 36_864, 240_000, 240_000));

    private LevelLimits() {}

    /** Ten times the level's number, e.g. 31. */
    static int level(VideoRung rung, FrameRate rate) {
        int macroblocks = Math.ceilDiv(rung.width(), MACROBLOCK) * Math.ceilDiv(rung.height(), MACROBLOCK);
        double kbits = rung.maxBitsPerSecond() / 1000.0 / HIGH_PROFILE;
        return TABLE.stream()
                .filter(limit -> macroblocks <= limit.macroblocks()
                        && macroblocks * rate.framesPerSecond() <= limit.macroblocksPerSecond()
                        && kbits <= limit.kbits()
                        && kbits * BUFFER_SECONDS <= limit.bufferKbits())
                .findFirst()
                .orElse(TABLE.getLast())
                .level();
    }
}
