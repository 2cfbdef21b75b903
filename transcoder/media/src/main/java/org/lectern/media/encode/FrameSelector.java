package org.lectern.media.encode;

import java.util.Arrays;
import org.lectern.model.FrameRate;

/** Chooses, for each frame of the publication's grid, the source picture that it shows. Pure. */
final class FrameSelector {
    /** Instead of a picture: the slate. */
    static final int SLATE = -1;

    private FrameSelector() {}

    /**
     * Places the pictures of one source segment. Sources that tick evenly, as nearly all do, are
     * placed evenly, so that the rounding of their time stamps never makes a picture miss its place
     * on the grid while its neighbour takes two.
     *
     * @param mediaUs presentation times in media time, ascending
     * @param toPosition the segment's placement
     * @return positions, ascending
     */
    static double[] place(long[] mediaUs, Placement toPosition) {
        int count = mediaUs.length;
        double[] positions = new double[count];
        double step = count < 2 ? 0 : (double) (mediaUs[count - 1] - mediaUs[0]) / (count - 1);
        boolean even = true;
        for (int i = 0; i < count && even; i++) {
            even = Math.abs(mediaUs[i] - mediaUs[0] - i * step) <= step / 8;
        }
        for (int i = 0; i < count; i++) {
            positions[i] = toPosition.position(even ? mediaUs[0] + i * step : mediaUs[i]);
        }
        return positions;
    }

    /**
     * Chooses the picture nearest to each grid position; where the next one is further away than half
     * a frame, the last one is held, so that nothing is shown before it happened. Within the coverage
     * a picture is held however long: a source that sends a picture only when it changes is no gap.
     *
     * @param positionsUs of the pictures, ascending, from position 0 of the publication
     * @return for each frame from {@code firstFrame} to {@code endFrame} an index into the positions or
     *     {@link #SLATE}
     */
    static int[] select(double[] positionsUs, Coverage coverage, FrameRate rate, long firstFrame, long endFrame) {
        int[] chosen = new int[Math.toIntExact(endFrame - firstFrame)];
        Arrays.fill(chosen, SLATE);
        double frameUs = 1e6 * rate.denominator() / rate.numerator();
        int next = 0;
        for (int i = 0; i < chosen.length; i++) {
            double atUs = (firstFrame + i) * frameUs;
            while (next < positionsUs.length && positionsUs[next] <= atUs) {
                next++;
            }
            if (positionsUs.length == 0 || !shown(coverage, atUs, frameUs)) {
                continue;
            }
            if (next == 0) {
                chosen[i] = 0;
            } else {
                boolean nextIsNearer = next < positionsUs.length
                        && positionsUs[next] - atUs <= frameUs / 2
                        // An eighth of a frame of preference keeps exact ties from flickering.
                        && positionsUs[next] - atUs < atUs - positionsUs[next - 1] - frameUs / 8;
                chosen[i] = nextIsNearer ? next : next - 1;
            }
        }
        return chosen;
    }

    private static boolean shown(Coverage coverage, double atUs, double frameUs) {
        // The first picture behind a hole may stand a little after the grid position that it is nearest to.
        return coverage.covers((long) atUs) || coverage.covers((long) (atUs + frameUs / 2));
    }
}
