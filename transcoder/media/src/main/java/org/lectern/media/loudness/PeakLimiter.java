package org.lectern.media.loudness;

import java.util.Arrays;

/**
 * Keeps the true peak (ITU-R BS.1770-4 annex 2) of sound below a ceiling. The reduction at a sample
 * depends on at most {@link #MEMORY_SECONDS} before it and {@link #AHEAD_SECONDS} behind it, so sound
 * that is cut with as much to spare is limited as if it had not been cut. Pure.
 */
public final class PeakLimiter {
    /** How far the reduction at a sample depends on what was before. */
    public static final double MEMORY_SECONDS = 0.24;

    /** How far the reduction at a sample depends on what comes. */
    public static final double AHEAD_SECONDS = 0.0165;

    private static final double ATTACK_SECONDS = 0.016;
    private static final double RELEASE_DB_PER_SECOND = 150;
    private static final int PHASES = 4;
    private static final int TAPS = 12;
    /** Samples are not more than so much below the peak between them. */
    private static final double LEAST_OF_PEAK = 0.5;

    private static final double[][] INTERPOLATION = interpolation();

    private PeakLimiter() {}

    /** Limits all channels alike, in place. */
    public static void limit(float[][] sound, int sampleRate, double ceilingDbtp) {
        int length = sound[0].length;
        double ceiling = Math.pow(10, ceilingDbtp / 20);
        double[] reduction = reduction(sound, ceiling);
        if (reduction.length == 0) {
            return;
        }
        int attack = (int) (ATTACK_SECONDS * sampleRate);
        double release = Math.pow(10, RELEASE_DB_PER_SECOND / sampleRate / 20);
        for (int i = 1; i < length; i++) {
            reduction[i] = Math.min(reduction[i], reduction[i - 1] * release);
        }
        double[] gain = smooth(leastAhead(reduction, attack), attack);
        for (float[] channel : sound) {
            for (int i = 0; i < length; i++) {
                channel[i] *= (float) gain[i];
            }
        }
    }

    /** The true peak of sound, full scale being 1. */
    public static double truePeak(float[][] sound) {
        double peak = 0;
        for (float[] channel : sound) {
            for (int i = 0; i < channel.length; i++) {
                peak = Math.max(peak, Math.max(Math.abs(channel[i]), between(channel, i)));
            }
        }
        return peak;
    }

    /** The factor that each sample needs; empty if none needs any. */
    private static double[] reduction(float[][] sound, double ceiling) {
        int length = sound[0].length;
        double[] reduction = new double[length];
        Arrays.fill(reduction, 1);
        boolean any = false;
        for (float[] channel : sound) {
            for (int i = 0; i < length; i++) {
                double own = Math.abs(channel[i]);
                if (own <= ceiling * LEAST_OF_PEAK) {
                    continue;
                }
                double peak = Math.max(own, between(channel, i));
                if (peak > ceiling) {
                    any = true;
                    reduction[i] = Math.min(reduction[i], ceiling / peak);
                    if (i + 1 < length) {
                        reduction[i + 1] = Math.min(reduction[i + 1], ceiling / peak);
                    }
                }
            }
        }
        return any ? reduction : new double[0];
    }

    /** The largest value between a sample and the next. */
    private static double between(float[] channel, int index) {
        double peak = 0;
        for (int phase = 1; phase < PHASES; phase++) {
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                int at = index + tap - TAPS / 2 + 1;
                if (at >= 0 && at < channel.length) {
                    sum += channel[at] * INTERPOLATION[phase][tap];
                }
            }
            peak = Math.max(peak, Math.abs(sum));
        }
        return peak;
    }

    /** A windowed sinc for each quarter of the way from sample {@code TAPS / 2 - 1} to the next. */
    private static double[][] interpolation() {
        double[][] phases = new double[PHASES][TAPS];
        for (int phase = 0; phase < PHASES; phase++) {
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                double x = tap - (TAPS / 2 - 1) - (double) phase / PHASES;
                double window = Math.cos(Math.PI * x / (TAPS + 1));
                phases[phase][tap] = (x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
                sum += phases[phase][tap];
            }
            for (int tap = 0; tap < TAPS; tap++) {
                phases[phase][tap] /= sum;
            }
        }
        return phases;
    }

    /** The least of each value and the {@code ahead} behind it. */
    private static double[] leastAhead(double[] values, int ahead) {
        double[] least = new double[values.length];
        int[] queue = new int[values.length];
        int head = 0;
        int tail = 0;
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (; next < values.length && next <= i + ahead; next++) {
                while (tail > head && values[queue[tail - 1]] >= values[next]) {
                    tail--;
                }
                queue[tail++] = next;
            }
            while (queue[head] < i) {
                head++;
            }
            least[i] = values[queue[head]];
        }
        return least;
    }

    /** The mean of each value and the {@code before} ahead of it: never above any that it must not pass. */
    private static double[] smooth(double[] values, int before) {
        double[] smooth = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i];
            if (i > before) {
                sum -= values[i - before - 1];
            }
            smooth[i] = sum / (Math.min(i, before) + 1);
        }
        return smooth;
    }
}
