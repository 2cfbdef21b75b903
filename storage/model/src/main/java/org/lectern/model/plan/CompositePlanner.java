package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.List;

/** Plans the view that shows slides with the presenter in their corner. Pure. */
public final class CompositePlanner {
    /** Text as in the slides' own rungs, and a film whose picture is a twentieth of it. */
    private static final List<Step> STEPS = List.of(new Step(720, 28, 1_200_000), new Step(360, 29, 110_000));

    private static final long KEYFRAME_INTERVAL_US = 2_000_000;
    private static final int B_FRAMES = 3;
    private static final String PRESET = "veryfast";

    private CompositePlanner() {}

    private record Step(int height, double crf, int maxBitsPerSecond) {}

    /**
     * The plan of a composite.
     *
     * @param large of the track that fills the picture
     * @param corner of the track in the corner, whose frame rate it has
     */
    public static TrackPlan.Video plan(TrackPlan.Video large, TrackPlan.Video corner) {
        VideoRung source = large.rungs().getFirst();
        List<VideoRung> rungs = new ArrayList<>();
        for (Step step : STEPS) {
            if (step.height() <= source.height()) {
                rungs.add(rung(step, source));
            }
        }
        if (rungs.isEmpty()) {
            rungs.add(rung(new Step(source.height() & ~1, 29, 110_000), source));
        }
        return new TrackPlan.Video(corner.frameRate(), KEYFRAME_INTERVAL_US, List.copyOf(rungs));
    }

    private static VideoRung rung(Step step, VideoRung source) {
        long width = Math.round((double) source.width() * step.height() / source.height() / 2) * 2;
        return new VideoRung(
                step.height() + "p",
                Math.toIntExact(width),
                step.height(),
                step.crf(),
                step.maxBitsPerSecond(),
                B_FRAMES,
                PRESET,
                "");
    }
}
