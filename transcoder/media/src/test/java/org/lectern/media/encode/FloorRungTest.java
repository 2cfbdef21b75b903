package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** The floor of each ladder on what is hardest to encode: its rate in any segment, with sound, as measured. */
class FloorRungTest {
    /** HLS authoring specification 9.21. */
    private static final double LIMIT = 192_000;

    private static final int SECONDS = 24;

    /** Leaves and rain, a cut each four seconds, a flash now and then. */
    private static byte[] busy(int width, int height, int picture, int framesPerSecond) {
        byte[] pixels = new byte[width * height * 3];
        byte[] grain = new byte[pixels.length];
        new Random(picture).nextBytes(grain);
        int scene = picture / (4 * framesPerSecond);
        int flash = picture % (3 * framesPerSecond) == 0 ? 70 : 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin((x + 6 * picture) / (7.0 + scene)) * Math.sin((y * 1.3 - 4 * picture) / 9.0)
                        + Math.sin((x * y + 900 * scene) / 4000.0 + picture);
                for (int channel = 0; channel < 3; channel++) {
                    int at = (y * width + x) * 3 + channel;
                    double grey = 110 + flash + 40 * wave * (channel + 1) / 3 + grain[at] / 5.0;
                    pixels[at] = (byte) Math.clamp(Math.round(grey), 0, 255);
                }
            }
        }
        return pixels;
    }

    private static Encoded encoded(TrackPlan plan, TestSource source) {
        return Encoded.track(plan, Grid.DEFAULT, source, 0, SECONDS * 1_000_000L);
    }

    private static double peak(Encoded encoded, String rendition) {
        int timescale = encoded.rendition(rendition).timescale();
        List<ChunkResult.Segment> segments = encoded.segments(rendition);
        assertThat(segments).isNotEmpty();
        return segments.stream()
                .mapToDouble(segment -> segment.bytes() * 8.0 * timescale / segment.durationTicks())
                .max()
                .orElseThrow();
    }

    private static double lowSoundPeak() {
        var random = new Random(7);
        double[] hiss = new double[SECONDS * 48_000 + 96_000];
        Arrays.setAll(hiss, i -> 0.1 * random.nextGaussian());
        DoubleUnaryOperator signal = t -> TalkSound.voice(t) + hiss[(int) Math.round(t * 48_000)];
        var source =
                new TestSource().session(new SoundSourceMaker(48_000, 1).session(0, SECONDS + 0.5, 281, signal), 0);
        var plan = (TrackPlan.Audio)
                LadderPlanner.plan(DeviceRole.PRESENTER, SourceFormat.audio(Codec.AAC, 48_000, 1), Grid.DEFAULT);
        return peak(encoded(plan, source), plan.rungs().getLast().name());
    }

    @ParameterizedTest
    @CsvSource({"PRESENTER, 426, 240, 25", "PRESENTER, 426, 240, 30", "SLIDES, 854, 480, 10", "SLIDES, 640, 360, 10"})
    void floor_ofHardPictures_staysWithSoundWithinTheWeakLine(
            DeviceRole role, int width, int height, int framesPerSecond) {
        TestSource source = LiveSource.of(
                width,
                height,
                framesPerSecond,
                SECONDS * framesPerSecond,
                picture -> busy(width, height, picture, framesPerSecond));
        var plan = (TrackPlan.Video) LadderPlanner.plan(
                role, SourceFormat.video(Codec.H264, width, height, new FrameRate(framesPerSecond, 1)), Grid.DEFAULT);
        double video = peak(encoded(plan, source), plan.floor().name());
        double sound = lowSoundPeak();

        assertThat(video).as("it is hard indeed").isGreaterThan(60_000);
        assertThat(video + sound).isLessThan(LIMIT);
    }

    @Test
    void floorOfAv1_ofHardPictures_staysWithSoundWithinTheWeakLine() {
        int width = 1280;
        int height = 720;
        TestSource source = LiveSource.of(width, height, 10, SECONDS * 10, picture -> busy(width, height, picture, 10));
        var slides = SourceFormat.video(Codec.H264, 1920, 1080, new FrameRate(10, 1));
        var plan = LadderPlanner.withAv1((TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, slides, Grid.DEFAULT));
        VideoRung floor = plan.rungs().getLast();
        assertThat(floor.height()).isEqualTo(height);
        assertThat(floor.maxBitsPerSecond()).isEqualTo(plan.floor().maxBitsPerSecond());

        double video = peak(encoded(plan.with(List.of(floor.name())), source), floor.name());

        assertThat(video).as("it is hard indeed").isGreaterThan(60_000);
        assertThat(video + lowSoundPeak()).isLessThan(LIMIT);
    }

    @Test
    void sound_ofTheFloor_isWithinItsRate() {
        assertThat(lowSoundPeak()).isLessThan(45_000);
    }
}
