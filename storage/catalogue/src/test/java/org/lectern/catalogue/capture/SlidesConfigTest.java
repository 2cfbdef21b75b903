package org.lectern.catalogue.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;

class SlidesConfigTest {
    private static final SlidesConfig ASKED_FOR = () -> true;
    private static final SlidesConfig NOT_ASKED_FOR = () -> false;

    private static TrackPlan.Video plan(DeviceRole role) {
        var format = SourceFormat.video(Codec.H264, 1920, 1080, new FrameRate(30, 1));
        return (TrackPlan.Video) LadderPlanner.plan(role, format, Grid.DEFAULT);
    }

    @Test
    void av1_isPlannedForSlidesDevicesOnly_andOnlyWhereItIsAskedFor() {
        TrackPlan.Video slides = plan(DeviceRole.SLIDES);
        TrackPlan.Video camera = plan(DeviceRole.PRESENTER);

        assertThat(ASKED_FOR.applyTo(DeviceRole.SLIDES, false, slides).renditions())
                .contains("1080p-av1", "720p-av1");
        assertThat(ASKED_FOR.applyTo(DeviceRole.SLIDES, true, slides))
                .as("of an upload")
                .isEqualTo(slides);
        assertThat(ASKED_FOR.applyTo(DeviceRole.PRESENTER, false, camera)).isEqualTo(camera);
        assertThat(NOT_ASKED_FOR.applyTo(DeviceRole.SLIDES, false, slides)).isEqualTo(slides);
    }
}
