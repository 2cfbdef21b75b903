package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

class ChunkGridsTest {
    private static TrackPlan.Video video(int numerator, int denominator) {
        return new TrackPlan.Video(
                new FrameRate(numerator, denominator),
                2_000_000,
                List.of(new VideoRung("90p", 160, 90, 23, 400_000, 3, "veryfast", "")));
    }

    private static ChunkInput chunk(TrackPlan plan, long startUs, long endUs, TestSource source) {
        return new ChunkInput(plan, Grid.DEFAULT, startUs, endUs, 0, source.entries(), "und");
    }

    @Test
    void frames_ofUsualRates_areWholeTicksOfOneNinetyThousandth() {
        for (int[] rate : new int[][] {{25, 1}, {30, 1}, {5, 1}, {50, 1}, {24, 1}, {30_000, 1001}, {60_000, 2002}}) {
            FrameGrid grid = FrameGrid.of(video(rate[0], rate[1]), Grid.DEFAULT);
            assertThat(grid.timescale()).isEqualTo(90_000);
            assertThat((long) grid.frameTicks() * rate[0]).isEqualTo(90_000L * rate[1]);
        }
        FrameGrid odd = FrameGrid.of(video(7, 1), Grid.DEFAULT);
        assertThat(odd.timescale() % 7).isZero();
        assertThat(odd.frameTicks() * 7).isEqualTo(odd.timescale());
        assertThat(odd.timescale()).isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void segments_ofAllChunks_coverEveryFrameOnce() {
        TrackPlan.Video plan = video(30_000, 1001);
        FrameGrid grid = FrameGrid.of(plan, Grid.DEFAULT);
        long totalUs = 123_456_789;
        long next = 0;
        int index = 0;
        for (int i = 0; i < Grid.DEFAULT.chunkCount(totalUs); i++) {
            ChunkInput chunk =
                    chunk(plan, Grid.DEFAULT.chunkStartUs(i), Grid.DEFAULT.chunkEndUs(i, totalUs), new TestSource());
            for (FrameGrid.Segment segment : grid.segments(chunk)) {
                assertThat(segment.index()).isEqualTo(index++);
                assertThat(segment.firstFrame()).isEqualTo(next);
                assertThat(segment.keyframes().getFirst()).isEqualTo(next);
                assertThat(segment.keyframes()).hasSizeBetween(1, 3);
                next = segment.endFrame();
            }
        }
        assertThat(next).isEqualTo(plan.frameRate().firstFrameAtOrAfter(totalUs));
    }

    @Test
    void audioSegments_ofAllChunks_coverEveryFrameOnce() {
        TrackPlan.Audio plan = new TrackPlan.Audio(48_000, 2, List.of(new AudioRung("aac", 96_000)));
        AudioGrid grid = new AudioGrid(48_000, Grid.DEFAULT);
        long totalUs = 100_000_001;
        long next = 0;
        for (int i = 0; i < Grid.DEFAULT.chunkCount(totalUs); i++) {
            ChunkInput chunk =
                    chunk(plan, Grid.DEFAULT.chunkStartUs(i), Grid.DEFAULT.chunkEndUs(i, totalUs), new TestSource());
            for (AudioGrid.Segment segment : grid.segments(chunk)) {
                assertThat(segment.firstFrame()).isEqualTo(next);
                next = segment.endFrame();
            }
        }
        assertThat(next).isEqualTo(Math.ceilDiv(totalUs * 48, 1024_000L));
    }

    @Test
    void coverage_bridgesHolesBelowASecondOnly() {
        TestSource source = new TestSource()
                .placed(300_000, 4_000_000)
                .placed(4_999_999, 7_000_000)
                .placed(8_000_000, 11_500_000);
        Coverage coverage = Coverage.around(chunk(video(25, 1), 0, 12_000_000, source));
        assertThat(coverage.intervals())
                .containsExactly(new Coverage.Interval(0, 7_000_000), new Coverage.Interval(8_000_000, 12_000_000));
    }

    @Test
    void coverage_ofATrackThatBeganLateAndEndedEarly_leavesBothEnds() {
        TestSource source = new TestSource().placed(1_000_000, 4_000_000);
        Coverage coverage = Coverage.around(chunk(video(25, 1), 0, 5_000_000, source));
        assertThat(coverage.intervals()).containsExactly(new Coverage.Interval(1_000_000, 4_000_000));
    }

    @Test
    void scene_ofMoreEntriesThanNeeded_isTheSame() {
        TestSource source = new TestSource();
        for (int i = 0; i < 20; i++) {
            source.placed(i * 6_000_000L, (i + 1) * 6_000_000L);
        }
        ChunkInput all = chunk(video(25, 1), 24_000_000, 36_000_000, source);
        ChunkInput few = new ChunkInput(
                all.plan(),
                all.grid(),
                all.startUs(),
                all.endUs(),
                0,
                source.entries().subList(3, 8),
                "und");
        assertThat(ChunkScene.of(all).segments()).isEqualTo(ChunkScene.of(few).segments());
        assertThat(ContentKey.of(all, ChunkScene.of(all), EncoderSettings.DEFAULT))
                .isEqualTo(ContentKey.of(few, ChunkScene.of(few), EncoderSettings.DEFAULT));
        assertThat(ContentKey.of(all, ChunkScene.of(all), new EncoderSettings(2, 1)))
                .isNotEqualTo(ContentKey.of(all, ChunkScene.of(all), EncoderSettings.DEFAULT));
    }

    @Test
    void chunk_offTheGrid_isRefused() {
        assertThatThrownBy(() -> chunk(video(25, 1), 1, 12_000_000, new TestSource()))
                .isInstanceOf(LecternException.class);
    }

    @Test
    void picture_ofAnotherAspect_standsInTheMiddle() {
        assertThat(PictureScaler.Fit.of(1920, 1080, 1, 1280, 720)).isEqualTo(new PictureScaler.Fit(0, 0, 1280, 720));
        assertThat(PictureScaler.Fit.of(640, 480, 1, 1280, 720)).isEqualTo(new PictureScaler.Fit(160, 0, 960, 720));
        assertThat(PictureScaler.Fit.of(1080, 1920, 1, 1280, 720)).isEqualTo(new PictureScaler.Fit(436, 0, 406, 720));
        assertThat(PictureScaler.Fit.of(720, 576, 64.0 / 45, 1024, 576))
                .isEqualTo(new PictureScaler.Fit(0, 0, 1024, 576));
        assertThat(PictureScaler.Fit.of(1280, 720, 1, 854, 480)).isEqualTo(new PictureScaler.Fit(0, 0, 854, 480));
    }
}
