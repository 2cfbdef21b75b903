package org.lectern.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

class PassThroughPlannerTest {
    private static final Grid GRID = Grid.DEFAULT;
    private static final FrameRate RATE = new FrameRate(25, 1);
    private static final long MEDIA_US = 900_000_000;

    /** Six seconds from a position on, with a key picture every {@code gopUs}. */
    private static TrackEntry.Segment segment(Codec codec, int height, long startUs, long gopUs, long bitsPerSecond) {
        List<Long> keys = LongStream.iterate(0, at -> at < 6_000_000, at -> at + gopUs)
                .mapToObj(at -> MEDIA_US + startUs + at)
                .toList();
        return new TrackEntry.Segment(
                0,
                startUs,
                startUs + 6_000_000,
                0,
                MEDIA_US + startUs,
                MEDIA_US + startUs + 6_000_000,
                Instant.EPOCH,
                SourceFormat.video(codec, height * 16 / 9, height, RATE),
                "src",
                bitsPerSecond * 6 / 8,
                "00",
                150,
                new PictureCoding("AWQAKP", keys));
    }

    private static TrackPlan.Video plan(DeviceRole role, TrackEntry.Segment first, long originUs) {
        var plan = (TrackPlan.Video) LadderPlanner.plan(role, first.format(), GRID);
        return PassThroughPlanner.plan(role, plan, first, originUs, GRID);
    }

    @Test
    void plan_ofACameraWithUsualPictures_passesThemThrough() {
        TrackPlan.Video plan = plan(DeviceRole.PRESENTER, segment(Codec.H264, 1080, 0, 2_000_000, 6_000_000), 300_000);
        assertThat(plan.passThrough()).isEqualTo(new TrackPlan.PassThrough("AWQAKP", -300_000));
        assertThat(plan.rungs().getFirst().maxBitsPerSecond()).isEqualTo(7_500_000);
        assertThat(plan.rungs().get(1).maxBitsPerSecond()).isEqualTo(2_200_000);
    }

    @Test
    void plan_ofWhatStudentsShouldNotGet_encodesAllRungs() {
        var usual = segment(Codec.H264, 1080, 0, 1_000_000, 6_000_000);
        assertThat(plan(DeviceRole.SLIDES, usual, 0).passThrough()).isNull();
        for (var other : List.of(
                segment(Codec.H265, 1080, 0, 1_000_000, 6_000_000),
                segment(Codec.H264, 1440, 0, 1_000_000, 6_000_000),
                segment(Codec.H264, 1080, 0, 1_000_000, 12_000_000),
                segment(Codec.H264, 1080, 0, 4_000_000, 6_000_000),
                segment(Codec.H264, 1080, 0, 1_280_000, 6_000_000),
                segment(Codec.H264, 1080, 1_000_000, 2_000_000, 6_000_000))) {
            assertThat(plan(DeviceRole.PRESENTER, other, 0).passThrough()).isNull();
        }
    }

    @Test
    void boundaries_standAtKeyPicturesNearTheirMarksAndElseAtTheMarks() {
        var first = segment(Codec.H264, 1080, 0, 2_000_000, 6_000_000);
        TrackPlan.Video plan = plan(DeviceRole.PRESENTER, first, -600_000);
        assertThat(BoundaryPlanner.latestUs(plan)).isEqualTo(1_050_000);
        // A little drift: the key picture that belongs to 24.6 s stands at 24.8 s.
        var around = segment(Codec.H264, 1080, 22_200_000, 2_000_000, 6_000_000);
        assertThat(span(plan, List.of(around), Long.MAX_VALUE)).isEqualTo(new ChunkSpan(315, 620, false));
        // The device has begun anew: no key picture is near.
        var anew = segment(Codec.H264, 1080, 23_000_000, 2_000_000, 6_000_000);
        assertThat(span(plan, List.of(anew), Long.MAX_VALUE)).isEqualTo(new ChunkSpan(315, 615, false));
        assertThat(span(plan, List.of(around), 24_300_000)).isEqualTo(new ChunkSpan(315, 608, false));
        assertThat(span(plan, List.of(around), 24_000_000)).isEqualTo(new ChunkSpan(315, 600, true));
    }

    private static ChunkSpan span(TrackPlan.Video plan, List<TrackEntry> entries, long totalUs) {
        return BoundaryPlanner.span(plan, GRID, 12_000_000, 24_000_000, totalUs, -600_000, entries);
    }
}
