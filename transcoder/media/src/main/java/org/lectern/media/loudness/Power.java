package org.lectern.media.loudness;

/**
 * Mean K-weighted power of a stretch of stereo sound, full scale being 1.
 *
 * @param left of the left channel
 * @param right of the right channel
 * @param both mean product of the two: positive where they agree, negative where they cancel
 */
public record Power(double left, double right, double both) {
    /** Silence. */
    public static final Power NONE = new Power(0, 0, 0);

    private static final double OFFSET_DB = -0.691;

    Power plus(Power other) {
        return new Power(left + other.left, right + other.right, both + other.both);
    }

    Power times(double factor) {
        return new Power(left * factor, right * factor, both * factor);
    }

    /** Loudness of a power that is summed over the channels, in LUFS. */
    static double loudness(double power) {
        return OFFSET_DB + 10 * Math.log10(power + 1e-12);
    }
}
