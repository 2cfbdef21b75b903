package org.lectern.media.loudness;

/** A straight line from 0 to 1. */
final class Ramp {
    private Ramp() {}

    /** 0 up to {@code from}, 1 from {@code to} on. */
    static double between(double from, double to, double x) {
        return Math.clamp((x - from) / (to - from), 0.0, 1.0);
    }
}
