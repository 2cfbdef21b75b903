package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

class AudioChunkTest {
    static final TrackPlan.Audio PLAN =
            new TrackPlan.Audio(48_000, 2, List.of(new AudioRung("aac-96k", 96_000), new AudioRung("aac-48k", 48_000)));
    static final Grid GRID = new Grid(2_000_000, 2);
    static final Grid ONE_CHUNK = new Grid(2_000_000, 100);
    static final DoubleUnaryOperator TONES =
            t -> 0.3 * Math.sin(2 * Math.PI * 440 * t) + 0.2 * Math.sin(2 * Math.PI * 1237 * t + 1);

    private static void assertFrames(Encoded encoded, String rendition, long totalUs) {
        Fmp4File file = encoded.file(rendition);
        long frames = Math.ceilDiv(totalUs * 48_000, 1_000_000L * 1024);
        assertThat(file.samples()).hasSize((int) frames);
        for (int i = 0; i < frames; i++) {
            assertThat(file.samples().get(i).dts()).isEqualTo(i * 1024L);
            assertThat(file.samples().get(i).duration()).isEqualTo(1024);
        }
        for (ChunkResult.Segment segment : encoded.segments(rendition)) {
            long first = Math.ceilDiv(segment.index() * GRID.segmentUs() * 48_000, 1_000_000L * 1024);
            assertThat(segment.startTicks()).isEqualTo(first * 1024);
            assertThat(segment.keyframes()).isEmpty();
        }
    }

    /** Signal to noise in dB against what was to be heard, output sample {@code i} being at {@code i / 48000 - delay}. */
    private static double quality(float[] sound, DoubleUnaryOperator signal, double delay, double from, double to) {
        double power = 0;
        double noise = 0;
        for (int i = (int) (from * 48_000); i < to * 48_000; i++) {
            double wanted = signal.applyAsDouble(i / 48_000.0 - delay);
            power += wanted * wanted;
            noise += (sound[i] - wanted) * (sound[i] - wanted);
        }
        return 10 * Math.log10(power / noise);
    }

    private static void assertNoSilence(float[] sound, double from, double to) {
        int window = 240;
        for (int i = (int) (from * 48_000); i + window < to * 48_000; i += window / 4) {
            double peak = 0;
            for (int j = i; j < i + window; j++) {
                peak = Math.max(peak, Math.abs(sound[j]));
            }
            assertThat(peak).as("peak of 5 ms at %.3f s", i / 48_000.0).isGreaterThan(0.05);
        }
    }

    @Test
    void chunks_encodedApart_soundLikeOneEncoding() {
        TestSource source = new TestSource()
                .session(new SoundSourceMaker(48_000, 2).session(5_000_000, 10, 141, TONES), -4_000_000);
        Encoded chunked = Encoded.track(PLAN, GRID, source, 1_000_000, 9_500_000);
        Encoded whole = Encoded.track(PLAN, ONE_CHUNK, source, 1_000_000, 9_500_000);
        for (String rendition : List.of("aac-96k", "aac-48k")) {
            assertFrames(chunked, rendition, 9_500_000);
            float[][] sound = chunked.sound(rendition);
            assertNoSilence(sound[0], 0.1, 9.4);
            double quality = quality(sound[0], TONES, 0, 0.1, 9.4);
            double oneShot = quality(whole.sound(rendition)[0], TONES, 0, 0.1, 9.4);
            assertThat(quality).isGreaterThan(oneShot - 1).isGreaterThan(40);
            for (double seam : new double[] {4, 8}) {
                assertThat(quality(sound[0], TONES, 0, seam - 0.03, seam + 0.03))
                        .isGreaterThan(40);
            }
        }
    }

    @Test
    void source_monoAt44100_isResampledInStep() {
        TestSource source =
                new TestSource().session(new SoundSourceMaker(44_100, 1).session(123_456, 10, 130, TONES), 0);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 123_456, 9_500_000);
        assertFrames(encoded, "aac-96k", 9_500_000);
        float[][] sound = encoded.sound("aac-96k");
        assertThat(quality(sound[0], TONES, 0, 0.1, 9.4)).isGreaterThan(40);
        assertThat(quality(sound[1], TONES, 0, 0.1, 9.4)).isGreaterThan(40);
        assertNoSilence(sound[1], 0.1, 9.4);
    }

    @Test
    void source_thatDrifts_isStretchedToItsPlace() {
        double pace = 1.0003;
        TestSource source =
                new TestSource().session(new SoundSourceMaker(48_000, 1).session(1_000_000, 10, 100, TONES), 0, pace);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 1_000_000, 9_500_000);
        DoubleUnaryOperator stretched = t -> TONES.applyAsDouble(t / pace);
        assertThat(quality(encoded.sound("aac-96k")[0], stretched, 0, 0.1, 9.4)).isGreaterThan(30);
    }

    @Test
    void gap_inTheSound_isSilentAndTheRestInPlace() {
        var maker = new SoundSourceMaker(48_000, 2);
        TestSource source = new TestSource()
                .session(maker.session(0, 3, 100, TONES), 0)
                .gap(2_986_666, 4_500_000)
                .session(maker.session(50_000_000, 3, 100, TONES), -45_500_000);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 0, 8_000_000);
        assertFrames(encoded, "aac-96k", 8_000_000);
        float[] sound = encoded.sound("aac-96k")[0];
        for (int i = (int) (3.05 * 48_000); i < 4.45 * 48_000; i++) {
            assertThat(Math.abs(sound[i])).isLessThan(0.01f);
        }
        assertThat(quality(sound, TONES, 0, 0.1, 2.9)).isGreaterThan(40);
        assertThat(quality(sound, TONES, 4.5, 4.6, 7.3)).isGreaterThan(40);
    }
}
