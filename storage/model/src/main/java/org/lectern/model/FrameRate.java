package org.lectern.model;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A frame rate as a fraction, and the frame grid that it spans from position 0.
 *
 * @param numerator frames in {@code denominator} seconds
 * @param denominator seconds
 */
public record FrameRate(int numerator, int denominator) {
    private static final FrameRate[] USUAL = {
        new FrameRate(1, 1), new FrameRate(2, 1), new FrameRate(5, 1), new FrameRate(10, 1),
        new FrameRate(12, 1), new FrameRate(15, 1), new FrameRate(20, 1), new FrameRate(24000, 1001),
        new FrameRate(24, 1), new FrameRate(25, 1), new FrameRate(30000, 1001), new FrameRate(30, 1),
        new FrameRate(50, 1), new FrameRate(60000, 1001), new FrameRate(60, 1)
    };

    public FrameRate {
        if (numerator <= 0 || denominator <= 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "A frame rate is a positive fraction, not %d/%d.".formatted(numerator, denominator));
        }
    }

    /** The usual rate nearest to a measured one, by ratio. */
    public static FrameRate nearest(double framesPerSecond) {
        FrameRate best = USUAL[0];
        for (FrameRate rate : USUAL) {
            if (distance(rate, framesPerSecond) < distance(best, framesPerSecond)) {
                best = rate;
            }
        }
        return best;
    }

    /**
     * The usual rate of pictures that came at these times. Pictures that are missing in between do not count:
     * where most intervals are about the same, only those are looked at.
     *
     * @param timesUs ascending, in microseconds
     * @return 25 if there are no two pictures
     */
    public static FrameRate measured(List<Long> timesUs) {
        if (timesUs.size() < 2 || timesUs.getLast() <= timesUs.getFirst()) {
            return new FrameRate(25, 1);
        }
        long[] intervals = IntStream.range(1, timesUs.size())
                .mapToLong(i -> timesUs.get(i) - timesUs.get(i - 1))
                .sorted()
                .toArray();
        double median = intervals[intervals.length / 2];
        LongSummaryStatistics usual = LongStream.of(intervals)
                .filter(interval -> Math.abs(interval - median) < median / 4)
                .summaryStatistics();
        boolean even = 3 * usual.getCount() > 2 * intervals.length;
        return nearest(1e6
                / (even
                        ? usual.getAverage()
                        : LongStream.of(intervals).average().orElseThrow()));
    }

    private static double distance(FrameRate rate, double framesPerSecond) {
        return Math.abs(Math.log(rate.framesPerSecond() / Math.max(framesPerSecond, 1e-3)));
    }

    public double framesPerSecond() {
        return (double) numerator / denominator;
    }

    /** The index of the first frame of the grid at or after {@code positionUs}. */
    public long firstFrameAtOrAfter(long positionUs) {
        return Math.ceilDiv(Math.multiplyExact(positionUs, (long) numerator), 1_000_000L * denominator);
    }

    /** Where frame {@code index} of the grid begins, in microseconds, rounded down. */
    public long positionUs(long index) {
        return Math.floorDiv(Math.multiplyExact(index, 1_000_000L * denominator), (long) numerator);
    }
}
