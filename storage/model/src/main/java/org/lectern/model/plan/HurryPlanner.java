package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.DeviceRole;

/**
 * Decides what is given up on a chunk of a running lecture where its encoders fall behind. Pure.
 *
 * <p>How long the chunk waited tells what all workers together are behind by: it grows for as long as
 * they are too slow, and falls by itself once they are not. What this worker needs beyond the chunk's own
 * length is added, from its measured speed.
 *
 * <p>Renditions of AV1 are the first that are left for later, however little is given up.
 */
public final class HurryPlanner {
    /** Below this the bell's promise of 10 s can be kept. */
    static final long FAST_US = 8_000_000;

    static final long FASTEST_US = 20_000_000;
    static final long LOW_FIRST_US = 45_000_000;

    /** The best of the rungs that stay live whatever happens, in lines. */
    static final int LOW_LINES = 480;

    private HurryPlanner() {}

    /**
     * What to make of a chunk.
     *
     * @param role of its device: slides are never left for later, as a lecture is lost without them
     * @param plan its track's
     * @param passes whether the best rung shows the device's own pictures, which costs nothing
     * @param waitedUs since it was queued
     * @param lengthUs of the chunk
     * @param speed seconds of such media that this worker encodes in a second, as planned; 0 if unknown
     */
    public static ChunkPart plan(
            DeviceRole role, TrackPlan plan, boolean passes, long waitedUs, long lengthUs, double speed) {
        if (!(plan instanceof TrackPlan.Video video)) {
            return ChunkPart.whole(plan);
        }
        long beyondUs = speed <= 0 ? 0 : Math.max(0, Math.round(lengthUs / speed) - lengthUs);
        Hurry hurry = hurry(waitedUs + beyondUs);
        List<String> low = low(video, passes);
        if (hurry == Hurry.LOW_FIRST && (role == DeviceRole.SLIDES || low.equals(video.forAll()))) {
            hurry = Hurry.FASTEST;
        }
        return new ChunkPart(
                hurry,
                switch (hurry) {
                    case NONE -> plan.renditions();
                    case FAST, FASTEST -> video.forAll();
                    case LOW_FIRST -> low;
                });
    }

    private static Hurry hurry(long behindUs) {
        if (behindUs <= FAST_US) {
            return Hurry.NONE;
        }
        if (behindUs <= FASTEST_US) {
            return Hurry.FAST;
        }
        return behindUs <= LOW_FIRST_US ? Hurry.FASTEST : Hurry.LOW_FIRST;
    }

    /** The rungs that go first: those that cost little. */
    private static List<String> low(TrackPlan.Video plan, boolean passes) {
        List<String> low = new ArrayList<>();
        for (VideoRung rung : plan.rungs()) {
            boolean passed = passes && rung == plan.rungs().getFirst();
            if (rung.isForAll() && (passed || rung.height() <= LOW_LINES || rung == plan.floor())) {
                low.add(rung.name());
            }
        }
        return List.copyOf(low);
    }
}
