package org.lectern.media.encode;

import java.util.List;
import org.lectern.model.plan.VideoRung;

/**
 * Chooses from which size each rung is scaled. A cascade is cheap, as each step reads few pixels, but a
 * step to a size that is only a little smaller blurs: 360 lines by way of 480 lose 1 dB against 360
 * lines from 720. Pure.
 */
final class ScalingPlanner {
    /** The decoded picture. */
    static final int DECODED = -1;

    /** Larger sizes that are at least so many times as high lose next to nothing on the way. */
    private static final double FAR_ENOUGH = 1.5;

    private ScalingPlanner() {}

    /**
     * The size from which each rung is scaled.
     *
     * @param rungs of one aspect, in the order in which they are scaled
     * @return for each rung the index of an earlier one, or {@link #DECODED}
     */
    static int[] sources(List<VideoRung> rungs) {
        int[] sources = new int[rungs.size()];
        for (int rung = 0; rung < sources.length; rung++) {
            sources[rung] = source(rungs, rung);
        }
        return sources;
    }

    /** The same size, else the smallest that is far enough, else the largest that is larger. */
    private static int source(List<VideoRung> rungs, int rung) {
        int height = rungs.get(rung).height();
        int largest = DECODED;
        int nearest = DECODED;
        for (int other = 0; other < rung; other++) {
            int from = rungs.get(other).height();
            if (from == height && rungs.get(other).width() == rungs.get(rung).width()) {
                return other;
            }
            if (from > height
                    && (largest == DECODED || from > rungs.get(largest).height())) {
                largest = other;
            }
            if (from >= FAR_ENOUGH * height
                    && (nearest == DECODED || from < rungs.get(nearest).height())) {
                nearest = other;
            }
        }
        return nearest == DECODED ? largest : nearest;
    }
}
