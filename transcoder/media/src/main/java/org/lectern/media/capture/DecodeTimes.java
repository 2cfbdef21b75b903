package org.lectern.media.capture;

import java.util.TreeSet;

/**
 * Gives decode times to pictures that come in the order of decoding with nothing but their presentation
 * times, as RTP brings them: the times themselves, in order, and as many pictures earlier as a decoder holds back.
 * Where the stream does not say how many that are, it is learnt from the first pictures that come out of
 * order. Pure; for one thread.
 */
final class DecodeTimes {
    private static final double USUAL_RATE = 25;
    private static final int MOST_HELD = 16;
    private static final long LEAP_US = 10_000_000;

    private final long frameUs;
    private final TreeSet<Long> held = new TreeSet<>();
    private final TreeSet<Long> recent = new TreeSet<>();
    private int depth;

    /**
     * @param framesPerSecond 0 where unknown
     */
    DecodeTimes(double framesPerSecond) {
        frameUs = Math.round(1e6 / (framesPerSecond > 0 ? framesPerSecond : USUAL_RATE));
    }

    /**
     * The decode time of the next picture.
     *
     * @param reordered how many pictures the stream says that are held back; 0 where it does not
     */
    long of(long ptsUs, int reordered) {
        if (!recent.isEmpty() && Math.abs(ptsUs - recent.last()) > LEAP_US) {
            held.clear();
            recent.clear();
        }
        depth = Math.clamp(Math.max(reordered, recent.tailSet(ptsUs, false).size()), depth, MOST_HELD);
        recent.add(ptsUs);
        if (recent.size() > MOST_HELD) {
            recent.pollFirst();
        }
        held.add(ptsUs);
        int missing = depth + 1 - held.size();
        return missing > 0 ? held.first() - missing * frameUs : held.pollFirst();
    }
}
