package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;

class HurryPlannerTest {
    private static final long CHUNK = Grid.DEFAULT.chunkUs();

    private static TrackPlan.Video camera(DeviceRole role, int height) {
        var format = SourceFormat.video(Codec.H264, height * 16 / 9, height, new FrameRate(25, 1));
        return (TrackPlan.Video) LadderPlanner.plan(role, format, Grid.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"0, NONE", "8000000, NONE", "8000001, FAST", "20000001, FASTEST", "45000001, LOW_FIRST"})
    void camera_thatWaits_isHurriedMoreTheLongerItWaits(long waitedUs, Hurry hurry) {
        assertThat(HurryPlanner.plan(
                                DeviceRole.PRESENTER, camera(DeviceRole.PRESENTER, 1080), false, waitedUs, CHUNK, 0)
                        .hurry())
                .isEqualTo(hurry);
    }

    @Test
    void worker_thatNeedsLongerThanAChunkLasts_isHurriedBeforeAnythingWaits() {
        TrackPlan plan = camera(DeviceRole.PRESENTER, 1080);

        assertThat(HurryPlanner.plan(DeviceRole.PRESENTER, plan, false, 0, CHUNK, 2)
                        .hurry())
                .isEqualTo(Hurry.NONE);
        assertThat(HurryPlanner.plan(DeviceRole.PRESENTER, plan, false, 0, CHUNK, 0.5)
                        .hurry())
                .isEqualTo(Hurry.FAST);
        assertThat(HurryPlanner.plan(DeviceRole.PRESENTER, plan, false, 0, CHUNK, 0.3)
                        .hurry())
                .isEqualTo(Hurry.FASTEST);
    }

    @Test
    void slidesInAv1_areLeftForLaterAsSoonAsAnythingIs_andEncodedAtOnceElse() {
        TrackPlan.Video plan = LadderPlanner.withAv1(camera(DeviceRole.SLIDES, 1080));
        List<String> all = List.of("1080p", "720p", "480p", "1080p-av1", "720p-av1");
        List<String> h264 = all.subList(0, 3);

        assertThat(HurryPlanner.plan(DeviceRole.SLIDES, plan, false, 0, CHUNK, 1))
                .isEqualTo(new ChunkPart(Hurry.NONE, all));
        assertThat(HurryPlanner.plan(DeviceRole.SLIDES, plan, false, 10_000_000, CHUNK, 1))
                .isEqualTo(new ChunkPart(Hurry.FAST, h264));
        assertThat(HurryPlanner.plan(DeviceRole.SLIDES, plan, false, 30_000_000, CHUNK, 1))
                .isEqualTo(new ChunkPart(Hurry.FASTEST, h264));
        assertThat(HurryPlanner.plan(DeviceRole.SLIDES, plan, false, 600_000_000, CHUNK, 1))
                .isEqualTo(new ChunkPart(Hurry.FASTEST, h264));
    }

    @Test
    void lowFirst_ofACamera_leavesTheBestRungsForLater() {
        ChunkPart part = HurryPlanner.plan(
                DeviceRole.PRESENTER, camera(DeviceRole.PRESENTER, 1080), false, 60_000_000, CHUNK, 1);

        assertThat(part).isEqualTo(new ChunkPart(Hurry.LOW_FIRST, List.of("480p", "360p", "240p")));
    }

    @Test
    void lowFirst_ofACameraWhoseOwnPicturesAreShown_keepsThemAsTheyCostNothing() {
        TrackPlan plan = camera(DeviceRole.PRESENTER, 1080);

        assertThat(HurryPlanner.plan(DeviceRole.PRESENTER, plan, true, 60_000_000, CHUNK, 1)
                        .renditions())
                .containsExactly("1080p", "480p", "360p", "240p");
    }

    @Test
    void lowFirst_whereAllRungsAreLow_encodesThemAllAtOnce() {
        ChunkPart part =
                HurryPlanner.plan(DeviceRole.PRESENTER, camera(DeviceRole.PRESENTER, 360), false, 60_000_000, CHUNK, 1);

        assertThat(part.hurry()).isEqualTo(Hurry.FASTEST);
        assertThat(part.renditions()).containsExactly("360p", "240p");
    }

    @Test
    void slides_areHurried_butNeverLeftForLater() {
        TrackPlan plan = camera(DeviceRole.SLIDES, 1080);

        assertThat(HurryPlanner.plan(DeviceRole.SLIDES, plan, false, 600_000_000, CHUNK, 1))
                .isEqualTo(new ChunkPart(Hurry.FASTEST, plan.renditions()));
    }

    @Test
    void sound_isNeverHurried() {
        var format = SourceFormat.audio(Codec.AAC, 48_000, 2);
        TrackPlan plan = LadderPlanner.plan(DeviceRole.MICROPHONE, format, Grid.DEFAULT);

        assertThat(HurryPlanner.plan(DeviceRole.MICROPHONE, plan, false, 600_000_000, CHUNK, 0.1))
                .isEqualTo(ChunkPart.whole(plan));
    }
}
