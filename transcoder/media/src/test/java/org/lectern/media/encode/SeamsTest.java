package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * A long lecture in chunks of half a minute, each encoded alone, the last one first. By default two
 * minutes; {@code -Dlectern.seam-minutes=60} for an hour in 120 chunks.
 */
class SeamsTest {
    private static final int SECONDS = 60 * Integer.getInteger("lectern.seam-minutes", 2);
    private static final Grid GRID = new Grid(6_000_000, 5);
    /** As many pictures as an hour may have and each still be told by its number. */
    private static final FrameRate RATE = new FrameRate(15, 1);

    private static final int SAMPLE_RATE = 48_000;

    @Test
    void pictures_areAllThere_andEachOnce() {
        int frames = SECONDS * RATE.numerator();
        var maker = new VideoSourceMaker(Codec.H264, 160, 90, RATE, 30, 2);
        TestSource source = new TestSource().session(maker.session(9_000_000, 0, frames, 90), -2_000_000);
        var plan = new TrackPlan.Video(
                RATE, 2_000_000, List.of(new VideoRung("90p", 160, 90, 23, 400_000, 3, "veryfast", "")));

        Encoded encoded = Encoded.track(plan, GRID, source, 7_000_000, SECONDS * 1_000_000L);

        assertThat(encoded.chunks).hasSize(SECONDS / 30);
        VideoChunkTest.assertJoins(encoded, "90p", frames, RATE, GRID);
        assertThat(VideoChunkTest.counters(encoded, "90p")).isEqualTo(VideoChunkTest.range(0, frames));
    }

    @Test
    void sound_isAllThere_andNowhereSilent() {
        double beyond = 0.5;
        TestSource source = new TestSource()
                .session(
                        new SoundSourceMaker(SAMPLE_RATE, 1)
                                .session(5_000_000, SECONDS + beyond, 281, AudioChunkTest.TONES),
                        -4_000_000);
        var plan = new TrackPlan.Audio(SAMPLE_RATE, 1, List.of(new AudioRung("aac-64k", 64_000)));

        Encoded encoded = Encoded.track(plan, GRID, source, 1_000_000, SECONDS * 1_000_000L);

        AudioChunkTest.assertFrames(encoded, "aac-64k", SECONDS * 1_000_000L, GRID);
        float[] sound = encoded.sound("aac-64k")[0];
        assertThat(quietest(sound, SAMPLE_RATE / 10, SECONDS * SAMPLE_RATE - SAMPLE_RATE / 10))
                .as("the loudest sample of the quietest 5 ms")
                .isGreaterThan(0.1);
        for (int seam = 30; seam < SECONDS; seam += 30) {
            assertThat(AudioChunkTest.quality(sound, AudioChunkTest.TONES, 0, seam - 0.03, seam + 0.03))
                    .as("signal to noise at %d s", seam)
                    .isGreaterThan(40);
        }
    }

    /** Of all windows of 5 ms, the peak of the one with the least. */
    private static double quietest(float[] sound, int from, int to) {
        int window = SAMPLE_RATE / 200;
        double least = 1;
        for (int i = from; i + window < to; i += window / 4) {
            double peak = 0;
            for (int j = i; j < i + window; j++) {
                peak = Math.max(peak, Math.abs(sound[j]));
            }
            least = Math.min(least, peak);
        }
        return least;
    }
}
