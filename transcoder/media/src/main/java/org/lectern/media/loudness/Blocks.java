package org.lectern.media.loudness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The power of a stretch of a timeline in blocks of 100 ms from its position 0, of which four make a
 * gating block of ITU-R BS.1770-4. Where nothing is added it is silent. Not thread-safe.
 */
public final class Blocks {
    /** Length of a block. */
    public static final long BLOCK_US = 100_000;

    /** A gating block is 400 ms long and overlaps its predecessor by three quarters. */
    private static final int GATING_BLOCKS = 4;

    private static final double RELATIVE_GATE_DB = -10;

    private final int first;
    private final Power[] blocks;

    /** Covers at least [fromUs, toUs); neither before position 0. */
    public Blocks(long fromUs, long toUs) {
        first = Math.toIntExact(Math.max(0, fromUs) / BLOCK_US);
        blocks = new Power[Math.max(0, Math.toIntExact(Math.ceilDiv(toUs, BLOCK_US)) - first)];
        java.util.Arrays.fill(blocks, Power.NONE);
    }

    /** Adds sound of one power in [startUs, endUs); what lies outside is ignored. */
    public void add(double startUs, double endUs, Power power) {
        int from = Math.max(first, (int) Math.floor(startUs / BLOCK_US));
        for (int i = from; i - first < blocks.length && i * (double) BLOCK_US < endUs; i++) {
            double overlap = Math.min(endUs, (i + 1.0) * BLOCK_US) - Math.max(startUs, i * (double) BLOCK_US);
            if (overlap > 0) {
                blocks[i - first] = blocks[i - first].plus(power.times(overlap / BLOCK_US));
            }
        }
    }

    /** The gating blocks that lie in [fromUs, toUs). */
    List<Power> gating(long fromUs, long toUs) {
        int from = Math.max(first, Math.toIntExact(Math.ceilDiv(Math.max(0, fromUs), BLOCK_US)));
        int to = Math.min(first + blocks.length, Math.toIntExact(toUs / BLOCK_US));
        List<Power> gating = new ArrayList<>();
        for (int i = from; i + GATING_BLOCKS <= to; i++) {
            Power sum = Power.NONE;
            for (int j = i; j < i + GATING_BLOCKS; j++) {
                sum = sum.plus(blocks[j - first]);
            }
            gating.add(sum.times(1.0 / GATING_BLOCKS));
        }
        return gating;
    }

    /**
     * Those of gating blocks that are neither below an absolute gate nor 10 LU below the mean of what
     * is not.
     *
     * @param power of a block, summed over its channels
     */
    static List<Power> gated(List<Power> gating, ToDoubleFunction<Power> power, double gateLufs) {
        List<Power> loud = gating.stream()
                .filter(block -> Power.loudness(power.applyAsDouble(block)) > gateLufs)
                .toList();
        double mean = loud.stream().mapToDouble(power).average().orElse(0);
        double relative = Power.loudness(mean) + RELATIVE_GATE_DB;
        return loud.stream()
                .filter(block -> Power.loudness(power.applyAsDouble(block)) > relative)
                .toList();
    }

    /**
     * Integrated loudness of [fromUs, toUs) in LUFS, by ITU-R BS.1770-4 with the two channels as they
     * are.
     *
     * @return empty if it is silent
     */
    public OptionalDouble integrated(long fromUs, long toUs) {
        ToDoubleFunction<Power> power = Mix.STEREO::power;
        List<Power> gated = gated(gating(fromUs, toUs), power, -70);
        return gated.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Power.loudness(
                        gated.stream().mapToDouble(power).average().orElseThrow()));
    }
}
