package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;

/**
 * Chooses the ladder of a track from what its source is. Pure.
 *
 * <p>Rungs go from the source down and are never up-scaled. The floor rung's peak stays, with the
 * low audio rung, under 192 kbit/s (HLS authoring specification 9.21).
 */
public final class LadderPlanner {
    private static final double MAX_FRAME_RATE = 30;
    private static final FrameRate SLIDES_FRAME_RATE = new FrameRate(5, 1);
    private static final long CAMERA_KEYFRAME_INTERVAL_US = 2_000_000;
    private static final int CAMERA_B_FRAMES = 3;
    private static final String PRESET = "veryfast";

    private static final List<Step> CAMERA_STEPS = List.of(
            new Step(1080, 23, 4_500_000),
            new Step(720, 23, 2_200_000),
            new Step(480, 24, 1_000_000),
            new Step(360, 25, 600_000),
            new Step(240, 28, 110_000));
    /** Text stays legible long after faces do not: see docs/adr/0019. */
    private static final List<Step> SLIDES_STEPS =
            List.of(new Step(1080, 33, 1_200_000, 25), new Step(720, 30, 500_000, 26), new Step(480, 28, 110_000, 28));

    /** AV1 for slides, as legible as H.264 in half the bytes: see docs/adr/0026. */
    private static final List<Step> AV1_STEPS =
            List.of(new Step(1080, 62, 600_000, 42), new Step(720, 62, 250_000, 42), new Step(480, 56, 110_000, 45));

    private static final String AV1_PRESET = "8";

    /**
     * Speech for the weakest lines. Without what lies above 8 kHz, and in one channel, it has on speech 5
     * dB less noise up to 4 kHz than in two channels, and is within 1 dB of what half the sample rate,
     * whose frames would stand elsewhere, would give.
     */
    private static final AudioRung SPEECH = new AudioRung("aac-32k", 32_000, 1, 8_000);

    private LadderPlanner() {}

    private record Step(int height, double crf, int maxBitsPerSecond, double movingCrf) {
        Step(int height, double crf, int maxBitsPerSecond) {
            this(height, crf, maxBitsPerSecond, 0);
        }
    }

    /**
     * The plan of one track.
     *
     * @param grid where the segments of the publication begin
     */
    public static TrackPlan plan(DeviceRole role, SourceFormat source, Grid grid) {
        return source.codec().kind() == MediaKind.AUDIO ? audio() : video(role, source, grid);
    }

    /**
     * The same ladder of slides with AV1 in its best size and in the next, which has the floor's cap: a player
     * stays with a codec, so each has to carry the weakest line.
     *
     * @return the plan itself where its sizes are not those of slides
     */
    public static TrackPlan.Video withAv1(TrackPlan.Video plan) {
        List<VideoRung> sizes = plan.rungs().stream().limit(2).toList();
        List<VideoRung> rungs = new ArrayList<>(plan.rungs());
        for (VideoRung size : sizes) {
            for (Step step : AV1_STEPS) {
                if (step.height() == size.height()) {
                    int cap = size == sizes.getLast() ? plan.floor().maxBitsPerSecond() : step.maxBitsPerSecond();
                    rungs.add(new VideoRung(
                            size.name() + "-av1",
                            size.width(),
                            size.height(),
                            step.crf(),
                            cap,
                            0,
                            AV1_PRESET,
                            "",
                            step.movingCrf(),
                            Codec.AV1));
                }
            }
        }
        return new TrackPlan.Video(plan.frameRate(), plan.keyframeIntervalUs(), List.copyOf(rungs), plan.passThrough());
    }

    private static TrackPlan.Audio audio() {
        return new TrackPlan.Audio(
                48_000,
                2,
                List.of(new AudioRung("aac-96k", 96_000), new AudioRung("aac-48k", 48_000), SPEECH),
                Loudness.SPEECH,
                true);
    }

    private static TrackPlan.Video video(DeviceRole role, SourceFormat source, Grid grid) {
        FrameRate sourceRate = source.frameRate();
        if (sourceRate == null || source.width() < 2 || source.height() < 2) {
            throw new LecternException(
                    ErrorCode.MEDIA_DAMAGED,
                    "A video source needs a frame rate and a picture size; got %s.".formatted(source));
        }
        boolean slides = role == DeviceRole.SLIDES;
        List<VideoRung> rungs = new ArrayList<>();
        for (Step step : slides ? SLIDES_STEPS : CAMERA_STEPS) {
            if (step.height() <= source.height()) {
                rungs.add(rung(step, source, slides));
            }
        }
        if (rungs.isEmpty()) {
            rungs.add(rung(new Step(source.height() & ~1, 28, 110_000), source, slides));
        }
        return new TrackPlan.Video(
                slides ? slower(sourceRate, SLIDES_FRAME_RATE) : capped(sourceRate),
                slides ? grid.segmentUs() : CAMERA_KEYFRAME_INTERVAL_US,
                List.copyOf(rungs));
    }

    private static VideoRung rung(Step step, SourceFormat source, boolean slides) {
        long width = Math.round((double) source.width() * step.height() / source.height() / 2) * 2;
        return new VideoRung(
                step.height() + "p",
                Math.toIntExact(width),
                step.height(),
                step.crf(),
                step.maxBitsPerSecond(),
                // On slides they save nothing, and cost players of FFmpeg's kind 0.4 s of sync: see ADR 0010.
                slides ? 0 : CAMERA_B_FRAMES,
                PRESET,
                slides ? "stillimage" : "",
                step.movingCrf());
    }

    private static FrameRate slower(FrameRate a, FrameRate b) {
        return a.framesPerSecond() < b.framesPerSecond() ? a : b;
    }

    private static FrameRate capped(FrameRate rate) {
        int divisor = (int) Math.ceil(rate.framesPerSecond() / MAX_FRAME_RATE - 1e-3);
        return divisor <= 1 ? rate : new FrameRate(rate.numerator(), rate.denominator() * divisor);
    }
}
