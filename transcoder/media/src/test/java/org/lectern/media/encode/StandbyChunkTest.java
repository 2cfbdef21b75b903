package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;

/** One camera, two recorders: where one was away, the other's pictures stand, each once. */
class StandbyChunkTest {
    /** Pictures 0 to 109, then 170 to 249, at 25 a second: 2.4 s are missing, across the seam of two chunks. */
    private static TestSource holed() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, VideoChunkTest.FPS_25, 50, 2);
        return new TestSource()
                .session(maker.session(0, 0, 110, 50), 0)
                .gap(4_400_000, 6_800_000)
                .session(maker.session(0, 170, 80, 50), 6_800_000);
    }

    /** The same camera all the time, cut elsewhere, on a media clock of its own. */
    private static TestSource whole(int firstCounter, long clockErrorUs) {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, VideoChunkTest.FPS_25, 40, 2);
        return new TestSource()
                .session(maker.session(900_000_000, firstCounter, 240, 40), -900_000_000 + 400_000 + clockErrorUs);
    }

    private static List<Integer> counters(TestSource standby) {
        Encoded encoded = Encoded.recorders(
                VideoChunkTest.plan(VideoChunkTest.FPS_25),
                VideoChunkTest.GRID,
                List.of(holed(), standby),
                0,
                10_000_000);
        VideoChunkTest.assertJoins(encoded, "180p", 250, VideoChunkTest.FPS_25);
        return VideoChunkTest.counters(encoded, "180p");
    }

    @Test
    void hole_showsThePicturesOfTheStandby_andOnlyThere() {
        List<Integer> shown = counters(whole(10_010, 0));
        assertThat(shown.subList(0, 110)).isEqualTo(VideoChunkTest.range(0, 110));
        assertThat(shown.subList(110, 170)).isEqualTo(VideoChunkTest.range(10_110, 10_170));
        assertThat(shown.subList(170, 250)).isEqualTo(VideoChunkTest.range(170, 250));
    }

    @Test
    void seams_haveNoPictureTwiceOrMissing_asLongAsTheClocksAreClose() {
        for (long error : new long[] {-12_000, 0, 12_000}) {
            assertThat(counters(whole(10, error)))
                    .as("clocks apart by %d us", error)
                    .isEqualTo(VideoChunkTest.range(0, 250));
        }
    }

    @Test
    void seams_ofClocksThatAreApart_stillFillTheGrid() {
        List<Integer> shown = counters(whole(10, 90_000));
        assertThat(shown).hasSize(250);
        List<Integer> steps = IntStream.range(1, 250)
                .mapToObj(i -> shown.get(i) - shown.get(i - 1))
                .filter(step -> step != 1)
                .toList();
        assertThat(steps)
                .as("what is seen again going in is skipped coming out")
                .hasSizeLessThanOrEqualTo(4)
                .allMatch(step -> step >= -2 && step <= 4);
    }

    @Test
    void sound_isTakenFromTheStandby_withoutADropAtTheChunkSeam() {
        var maker = new SoundSourceMaker(48_000, 2);
        DoubleUnaryOperator tones = AudioChunkTest.TONES;
        TestSource own = new TestSource()
                .session(maker.session(0, 3.2, 141, tones), 0)
                .session(maker.session(0, 4, 141, t -> tones.applyAsDouble(t + 6)), 6_000_000);
        TestSource standby = new TestSource().session(maker.session(70_000_000, 10, 141, tones), -70_000_000);
        Encoded encoded =
                Encoded.recorders(AudioChunkTest.PLAN, AudioChunkTest.GRID, List.of(own, standby), 0, 9_500_000);
        AudioChunkTest.assertFrames(encoded, "aac-96k", 9_500_000);
        float[] sound = encoded.sound("aac-96k")[0];
        assertThat(AudioChunkTest.quality(sound, tones, 0, 3.3, 5.9)).isGreaterThan(40);
        assertThat(AudioChunkTest.quality(sound, tones, 0, 3.97, 4.03)).isGreaterThan(40);
        assertThat(AudioChunkTest.quality(sound, tones, 0, 0.1, 3.1)).isGreaterThan(40);
        assertThat(AudioChunkTest.quality(sound, tones, 0, 6.1, 9.4)).isGreaterThan(40);
    }
}
