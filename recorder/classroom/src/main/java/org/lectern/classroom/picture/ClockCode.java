package org.lectern.classroom.picture;

import java.util.OptionalLong;

/**
 * Wall time as a strip of black and white cells along the top of a picture, for machines: two cells to
 * tell white from black, 28 bits of milliseconds, most significant first, and 6 bits of check. It
 * survives scaling to 240 lines and hard compression.
 *
 * <p>In a browser: draw the video into a canvas, take the middle of each cell, compare it with the mean
 * of the first two, and check {@code Math.imul(value, 0x9E3779B1) >>> 26}.
 */
public final class ClockCode {
    /** Cells of the strip. */
    public static final int CELLS = 36;

    /** The strip is this part of the picture's height. */
    public static final int HEIGHT_DIVISOR = 18;

    /** Milliseconds after which the code begins anew, a little over three days. */
    public static final long PERIOD_MS = 1L << 28;

    private static final int CHECK_BITS = 6;
    private static final int VALUE_BITS = 28;
    private static final int GOLDEN = 0x9E3779B1;

    private ClockCode() {}

    /** Reads brightness at a place of a picture, both from 0 to 1. */
    public interface Luma {
        double at(double x, double y);
    }

    /** Whether cell {@code cell} is white for a wall time in milliseconds since 1970. */
    public static boolean white(int cell, long epochMs) {
        if (cell < 2) {
            return cell == 0;
        }
        int value = (int) Math.floorMod(epochMs, PERIOD_MS);
        int bit = cell - 2;
        return bit < VALUE_BITS
                ? (value >> (VALUE_BITS - 1 - bit) & 1) == 1
                : (check(value) >> (CHECK_BITS - 1 - (bit - VALUE_BITS)) & 1) == 1;
    }

    /** The wall time of a picture, in milliseconds modulo {@link #PERIOD_MS}; empty if it shows no code. */
    public static OptionalLong read(Luma luma) {
        double y = 0.5 / HEIGHT_DIVISOR;
        double white = luma.at(centre(0), y);
        double black = luma.at(centre(1), y);
        if (white - black < 0.25) {
            return OptionalLong.empty();
        }
        double threshold = (white + black) / 2;
        int value = 0;
        int check = 0;
        for (int cell = 2; cell < CELLS; cell++) {
            int bit = luma.at(centre(cell), y) > threshold ? 1 : 0;
            if (cell < 2 + VALUE_BITS) {
                value = value << 1 | bit;
            } else {
                check = check << 1 | bit;
            }
        }
        return check == check(value) ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static double centre(int cell) {
        return (cell + 0.5) / CELLS;
    }

    private static int check(int value) {
        return value * GOLDEN >>> 32 - CHECK_BITS;
    }
}
