package org.lectern.media.loudness;

/**
 * The filter of ITU-R BS.1770-4 annex 1 for one channel: a shelf for the head, then a high pass. Its
 * poles are those of the recommendation's at 48 kHz, moved to the rate at hand by the bilinear
 * transform. Not thread-safe.
 */
public final class KWeighting {
    private static final double SHELF_HZ = 1681.974450955533;
    private static final double SHELF_DB = 3.999843853973347;
    private static final double SHELF_Q = 0.7071752369554196;
    private static final double SHELF_MIDDLE = 0.4996667741545416;
    private static final double PASS_HZ = 38.13547087602444;
    private static final double PASS_Q = 0.5003270373238773;

    private final Biquad shelf;
    private final Biquad pass;

    /** Begins in silence. */
    public KWeighting(int sampleRate) {
        double k = Math.tan(Math.PI * SHELF_HZ / sampleRate);
        double high = Math.pow(10, SHELF_DB / 20);
        double middle = Math.pow(high, SHELF_MIDDLE);
        double a0 = 1 + k / SHELF_Q + k * k;
        shelf = new Biquad(
                (high + middle * k / SHELF_Q + k * k) / a0,
                2 * (k * k - high) / a0,
                (high - middle * k / SHELF_Q + k * k) / a0,
                2 * (k * k - 1) / a0,
                (1 - k / SHELF_Q + k * k) / a0);
        double p = Math.tan(Math.PI * PASS_HZ / sampleRate);
        double c0 = 1 + p / PASS_Q + p * p;
        pass = new Biquad(1, -2, 1, 2 * (p * p - 1) / c0, (1 - p / PASS_Q + p * p) / c0);
    }

    /** The next sample. */
    public double filter(double sample) {
        return pass.filter(shelf.filter(sample));
    }

    /** A filter of second order, transposed direct form II. */
    private static final class Biquad {
        private final double b0;
        private final double b1;
        private final double b2;
        private final double a1;
        private final double a2;
        private double first;
        private double second;

        Biquad(double b0, double b1, double b2, double a1, double a2) {
            this.b0 = b0;
            this.b1 = b1;
            this.b2 = b2;
            this.a1 = a1;
            this.a2 = a2;
        }

        double filter(double x) {
            double y = b0 * x + first;
            first = b1 * x - a1 * y + second;
            second = b2 * x - a2 * y;
            return y;
        }
    }
}
