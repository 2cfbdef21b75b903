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
     * @param rungs from the largest to the smallest
     * @return for each rung the index of an earlier one, or {@link #DECODED}
     */
    static int[] sources(List<VideoRung> rungs) {
        int[] sources = new int[rungs.size()];
        for (int rung = 0; rung < sources.length; rung++) {
            int from = rung - 1;
            while (from > 0
                    && rungs.get(from).height() < FAR_ENOUGH * rungs.get(rung).height()) {
                from--;
            }
            sources[rung] = from;
        }
        return sources;
    }
}
