package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Sample;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

class VideoChunkTest {
    static final FrameRate FPS_25 = new FrameRate(25, 1);
    static final FrameRate FPS_30 = new FrameRate(30, 1);
    static final FrameRate FPS_NTSC = new FrameRate(30_000, 1001);
    /** Short segments keep the tests fast; what they test does not depend on the length. */
    static final Grid GRID = new Grid(2_000_000, 2);

    static TrackPlan.Video plan(FrameRate rate) {
        return new TrackPlan.Video(
                rate,
                1_000_000,
                List.of(
                        new VideoRung("180p", 320, 180, 23, 800_000, "veryfast", ""),
                        new VideoRung("90p", 160, 90, 26, 200_000, "veryfast", "")));
    }

    private static List<Integer> counters(Encoded encoded, String rendition) {
        return encoded.pictures(rendition, CounterPicture::read);
    }

    private static void assertJoins(Encoded encoded, String rendition, int frames, FrameRate rate) {
        Fmp4File file = encoded.file(rendition);
        int timescale = file.format().timescale();
        assertThat((long) timescale * rate.denominator() % rate.numerator()).isZero();
        long ticks = (long) timescale * rate.denominator() / rate.numerator();
        assertThat(file.samples()).hasSize(frames);
        List<Long> presented = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            Sample sample = file.samples().get(i);
            assertThat(sample.dts()).isEqualTo(i * ticks);
            assertThat(sample.duration()).isEqualTo((int) ticks);
            presented.add(sample.pts());
        }
        presented.sort(null);
        assertThat(presented)
                .isEqualTo(IntStream.range(0, frames).mapToObj(i -> i * ticks).toList());
        long nextTick = 0;
        int nextIndex = 0;
        for (ChunkResult.Segment segment : encoded.segments(rendition)) {
            assertThat(segment.index()).isEqualTo(nextIndex++);
            assertThat(segment.startTicks()).isEqualTo(nextTick);
            assertThat(segment.startTicks())
                    .isEqualTo(ticks * rate.firstFrameAtOrAfter(segment.index() * GRID.segmentUs()));
            assertThat(segment.keyframes().getFirst().startTicks()).isEqualTo(nextTick);
            nextTick += segment.durationTicks();
        }
        assertThat(nextTick).isEqualTo(frames * ticks);
    }

    @Test
    void chunks_encodedApart_joinWithoutMissingOrDoubledFrames() {
        for (FrameRate rate : List.of(FPS_25, FPS_30, FPS_NTSC)) {
            int frames = (int) (rate.framesPerSecond() * 9.5);
            var maker = new VideoSourceMaker(Codec.H264, 320, 180, rate, 50, 2);
            TestSource source = new TestSource().session(maker.session(77_000_000, 0, frames, 60), -70_000_000);
            long totalUs = rate.positionUs(frames);
            Encoded encoded = Encoded.track(plan(rate), GRID, source, 7_000_000, totalUs);
            for (String rendition : List.of("180p", "90p")) {
                assertJoins(encoded, rendition, (int) rate.firstFrameAtOrAfter(totalUs), rate);
                assertThat(counters(encoded, rendition))
                        .isEqualTo(IntStream.range(0, frames).boxed().toList());
            }
        }
    }
}
