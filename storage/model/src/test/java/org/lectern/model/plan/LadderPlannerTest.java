package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.SourceFormat;

class LadderPlannerTest {
    private static final int FLOOR_BITS_PER_SECOND = 192_000;

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, '1080p 720p 480p 360p 240p'",
        "3840, 2160, '1080p 720p 480p 360p 240p'",
        "1280, 720, '720p 480p 360p 240p'",
        "1024, 768, '720p 480p 360p 240p'",
        "640, 360, '360p 240p'",
        "320, 180, '180p'"
    })
    void cameraLadder_goesFromTheSourceDown(int width, int height, String names) {
        TrackPlan.Video plan = camera(width, height, 25);
        assertThat(String.join(" ", plan.renditions())).isEqualTo(names);
        for (VideoRung rung : plan.rungs()) {
            assertThat(rung.height()).isLessThanOrEqualTo(height);
            assertThat(rung.width() % 2).isZero();
            assertThat((double) rung.width() / rung.height()).isCloseTo((double) width / height, within(0.01));
        }
    }

    @Test
    void everyLadder_hasAFloorThatPlaysOnAWeakLineWithSound() {
        var audio = (TrackPlan.Audio)
                LadderPlanner.plan(DeviceRole.PRESENTER, SourceFormat.audio(Codec.AAC, 44_100, 1), Grid.DEFAULT);
        int low = audio.rungs().getLast().bitsPerSecond();
        for (DeviceRole role : DeviceRole.values()) {
            var plan = (TrackPlan.Video) LadderPlanner.plan(role, source(1920, 1080, 30), Grid.DEFAULT);
            int peak = plan.rungs().getLast().maxBitsPerSecond();
            assertThat(peak + low).as(role.name()).isLessThan(FLOOR_BITS_PER_SECOND * 9 / 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 30", "50, 25", "30, 30", "25, 25", "12, 12"})
    void cameraFrameRate_isHalvedAboveThirty(double sourceRate, double planned) {
        assertThat(camera(1280, 720, sourceRate).frameRate().framesPerSecond()).isEqualTo(planned);
    }

    @Test
    void slides_runAtFiveFramesWithOneIdrASegment() {
        var plan = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, source(1920, 1080, 30), Grid.DEFAULT);
        assertThat(plan.frameRate()).isEqualTo(new FrameRate(5, 1));
        assertThat(plan.keyframeIntervalUs()).isEqualTo(Grid.DEFAULT.segmentUs());
        var slow = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, source(1920, 1080, 1), Grid.DEFAULT);
        assertThat(slow.frameRate()).isEqualTo(new FrameRate(1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, '1080p 720p 480p 1080p-av1 720p-av1', '600000 110000'",
        "1280, 720, '720p 480p 720p-av1 480p-av1', '250000 110000'",
        "854, 480, '480p 480p-av1', '110000'",
        "640, 360, '360p', ''"
    })
    void slidesInAv1_standBehindH264_andCarryTheWeakestLineToo(int width, int height, String names, String caps) {
        var h264 = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, source(width, height, 30), Grid.DEFAULT);

        TrackPlan.Video plan = LadderPlanner.withAv1(h264);

        assertThat(String.join(" ", plan.renditions())).isEqualTo(names);
        assertThat(plan.forAll()).isEqualTo(h264.renditions());
        assertThat(plan.with(plan.forAll())).isEqualTo(h264);
        assertThat(plan.floor()).isEqualTo(h264.rungs().getLast());
        List<VideoRung> av1 =
                plan.rungs().stream().filter(rung -> rung.codec() == Codec.AV1).toList();
        assertThat(String.join(
                        " ",
                        av1.stream()
                                .map(rung -> Integer.toString(rung.maxBitsPerSecond()))
                                .toList()))
                .isEqualTo(caps);
        assertThat(av1)
                .allSatisfy(rung -> assertThat(h264.rungs())
                        .anyMatch(other -> other.width() == rung.width() && other.height() == rung.height()));
    }

    @Test
    void videoWithoutAPicture_isRefused() {
        assertThatThrownBy(() -> camera(0, 0, 25))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining("size");
    }

    private static TrackPlan.Video camera(int width, int height, double rate) {
        return (TrackPlan.Video) LadderPlanner.plan(DeviceRole.PRESENTER, source(width, height, rate), Grid.DEFAULT);
    }

    private static SourceFormat source(int width, int height, double rate) {
        return SourceFormat.video(Codec.H264, width, height, FrameRate.nearest(rate));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }
}
