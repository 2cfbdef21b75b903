package org.lectern.media.hls.check;

import java.util.List;

/**
 * Bit rates of what was fetched.
 *
 * @param peak of any run of segments of 0.5 to 1.5 target durations (RFC 8216bis section 4.1)
 * @param average of all
 */
record Rates(double peak, double average) {
    static final Rates NONE = new Rates(0, 0);

    record Piece(long us, long bytes) {}

    static Rates of(List<Piece> pieces, int targetDurationSeconds) {
        double seconds = pieces.stream().mapToLong(Piece::us).sum() / 1e6;
        double average = pieces.stream().mapToLong(Piece::bytes).sum() * 8 / Math.max(seconds, 1e-6);
        double peak = average;
        for (int from = 0; from < pieces.size(); from++) {
            double us = 0;
            double bytes = 0;
            for (int to = from; to < pieces.size() && us <= 1.5e6 * targetDurationSeconds; to++) {
                us += pieces.get(to).us();
                bytes += pieces.get(to).bytes();
                if (us >= 0.5e6 * targetDurationSeconds && us <= 1.5e6 * targetDurationSeconds) {
                    peak = Math.max(peak, bytes * 8e6 / us);
                }
            }
        }
        return new Rates(peak, average);
    }

    Rates plus(Rates other) {
        return new Rates(peak + other.peak, average + other.average);
    }

    Rates max(Rates other) {
        return new Rates(Math.max(peak, other.peak), Math.max(average, other.average));
    }
}
