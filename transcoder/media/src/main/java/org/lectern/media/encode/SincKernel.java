package org.lectern.media.encode;

/**
 * Band-limited interpolation with a Kaiser-windowed sinc (J. O. Smith, "Digital Audio Resampling Home
 * Page", CCRMA). Stateless: the value at a place depends on the samples around it only. Immutable.
 */
final class SincKernel {
    private static final int ZERO_CROSSINGS = 32;
    private static final int STEPS = 512;
    private static final double BETA = 9;
    /** Leaves room for the slope of the filter below half the lower rate. */
    private static final double ROLL_OFF = 0.95;

    private final double cutoff;
    private final int reach;
    private final float[] table;

    SincKernel(int fromRate, int toRate) {
        cutoff = ROLL_OFF * Math.min(1.0, (double) toRate / fromRate);
        reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        table = new float[reach * STEPS + 2];
        for (int i = 0; i < table.length; i++) {
            double x = (double) i / STEPS;
            table[i] = (float) (sinc(x * cutoff) * cutoff * kaiser(x / reach));
        }
    }

    /** How many samples to either side are used. */
    int reach() {
        return reach;
    }

    /** The value of the signal at {@code place}; samples outside of the array are 0. */
    float at(float[] samples, int length, double place) {
        int floor = (int) Math.floor(place);
        double fraction = place - floor;
        int from = Math.max(0, floor - reach + 1);
        int to = Math.min(length - 1, floor + reach);
        double sum = 0;
        for (int i = from; i <= to; i++) {
            double distance = Math.abs(i - floor - fraction) * STEPS;
            int index = (int) distance;
            double rest = distance - index;
            if (index < table.length - 1) {
                sum += samples[i] * (table[index] + (table[index + 1] - table[index]) * rest);
            }
        }
        return (float) sum;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return x >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** Modified Bessel function of the first kind, order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
