package org.lectern.media.upload;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes one timeline of time stamps that break off: a transport stream may be joined from several, or jump.
 * Where a stream jumps, its time goes on without a hole; all streams of the file jump by as much, so that
 * they stay in step, each when its own packets do. Pure; for one thread.
 */
final class Continuity {
    private static final long BACKWARDS_US = 1_000_000;
    private static final long USUAL_STEP_US = 40_000;

    private final long forwardsUs;
    private final Map<Integer, Long> nextUs = new HashMap<>();
    private long offsetUs;
    private long offsetBeforeUs;

    /** @param forwardsUs a stretch longer than this, in which a stream has nothing, is a jump */
    Continuity(long forwardsUs) {
        this.forwardsUs = forwardsUs;
    }

    /**
     * What is to be added to the times of a packet.
     *
     * @param dtsUs its decode time as it stands in the file
     * @param durationUs 0 where unknown
     */
    long offsetOf(int stream, long dtsUs, long durationUs) {
        long stepUs = durationUs > 0 ? Math.min(durationUs, BACKWARDS_US) : USUAL_STEP_US;
        Long expectedUs = nextUs.get(stream);
        long chosenUs = offsetUs;
        if (expectedUs != null && isJump(dtsUs + offsetUs - expectedUs)) {
            if (isJump(dtsUs + offsetBeforeUs - expectedUs)) {
                offsetBeforeUs = offsetUs;
                offsetUs = expectedUs - dtsUs;
                chosenUs = offsetUs;
            } else {
                // Packets from before the jump, interleaved with those behind it.
                chosenUs = offsetBeforeUs;
            }
        }
        nextUs.put(stream, dtsUs + chosenUs + stepUs);
        return chosenUs;
    }

    private boolean isJump(long errorUs) {
        return errorUs > forwardsUs || errorUs < -BACKWARDS_US;
    }
}
