package org.lectern.media.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lectern.model.plan.Span;

/**
 * Finds where nobody speaks: suggestions for cuts. Pure.
 *
 * <p>What is silent depends on how loud the speech is: quieter by 26 dB than its loud tenth, within
 * limits. A click within a silence does not end it, and a little is left before the next word.
 */
public final class SilenceFinder {
    private static final int BELOW_SPEECH_DB = 26;
    private static final int LOUDEST_SILENCE_DBFS = -38;
    private static final int QUIETEST_SPEECH_DBFS = -65;
    private static final double LOUD_SHARE = 0.9;
    /** A pause for thought is shorter. */
    private static final long SHORTEST_US = 4_000_000;

    private static final long CLICK_US = 300_000;
    private static final long MARGIN_US = 200_000;

    private SilenceFinder() {}

    /**
     * The silences, in order.
     *
     * @param powersDbfs power of each window of {@link SoundLevels#WINDOW_US}
     */
    public static List<Span> find(byte[] powersDbfs) {
        int threshold = threshold(powersDbfs);
        List<Span> found = new ArrayList<>();
        int start = -1;
        int loud = 0;
        for (int i = 0; i <= powersDbfs.length; i++) {
            boolean end = i == powersDbfs.length;
            if (!end && powersDbfs[i] < threshold) {
                start = start < 0 ? i : start;
                loud = 0;
            } else if (start >= 0) {
                loud += end ? 0 : 1;
                if (end || loud * SoundLevels.WINDOW_US > CLICK_US) {
                    add(found, start, end ? i - loud : i - loud + 1, powersDbfs.length);
                    start = -1;
                }
            }
        }
        return List.copyOf(found);
    }

    private static void add(List<Span> found, int first, int end, int count) {
        long startUs = first * SoundLevels.WINDOW_US + (first == 0 ? 0 : MARGIN_US);
        long endUs = end * SoundLevels.WINDOW_US - (end == count ? 0 : MARGIN_US);
        if (endUs - startUs >= SHORTEST_US) {
            found.add(new Span(startUs, endUs));
        }
    }

    private static int threshold(byte[] powersDbfs) {
        if (powersDbfs.length == 0) {
            return QUIETEST_SPEECH_DBFS;
        }
        byte[] sorted = powersDbfs.clone();
        Arrays.sort(sorted);
        int loud = sorted[(int) (LOUD_SHARE * (sorted.length - 1))];
        return Math.max(QUIETEST_SPEECH_DBFS, Math.min(LOUDEST_SILENCE_DBFS, loud - BELOW_SPEECH_DB));
    }
}
