package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;

class AudioChunkTest {
    static final TrackPlan.Audio PLAN =
            new TrackPlan.Audio(48_000, 2, List.of(new AudioRung("aac-96k", 96_000), new AudioRung("aac-48k", 48_000)));
    static final Grid GRID = new Grid(2_000_000, 2);
    static final Grid ONE_CHUNK = new Grid(2_000_000, 100);
    static final DoubleUnaryOperator TONES =
            t -> 0.3 * Math.sin(2 * Math.PI * 440 * t) + 0.2 * Math.sin(2 * Math.PI * 1237 * t + 1);

    static void assertFrames(Encoded encoded, String rendition, long totalUs) {
        assertFrames(encoded, rendition, totalUs, GRID);
    }

    static void assertFrames(Encoded encoded, String rendition, long totalUs, Grid grid) {
        Fmp4File file = encoded.file(rendition);
        long frames = Math.ceilDiv(totalUs * 48_000, 1_000_000L * 1024);
        assertThat(file.samples()).hasSize((int) frames);
        for (int i = 0; i < frames; i++) {
            assertThat(file.samples().get(i).dts()).isEqualTo(i * 1024L);
            assertThat(file.samples().get(i).duration()).isEqualTo(1024);
        }
        for (ChunkResult.Segment segment : encoded.segments(rendition)) {
            long first = Math.ceilDiv(segment.index() * grid.segmentUs() * 48_000, 1_000_000L * 1024);
            assertThat(segment.startTicks()).isEqualTo(first * 1024);
            assertThat(segment.keyframes()).isEmpty();
        }
    }

    /** Signal to noise in dB against what was to be heard, output sample {@code i} being at {@code i / 48000 - delay}. */
    static double quality(float[] sound, DoubleUnaryOperator signal, double delay, double from, double to) {
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
    void speechRung_isOneChannelOnTheSameGrid_andKeepsTheBandOfSpeech() {
        var plan = (TrackPlan.Audio)
                LadderPlanner.plan(DeviceRole.MICROPHONE, SourceFormat.audio(Codec.AAC, 48_000, 2), GRID);
        AudioRung speech = plan.rungs().getLast();
        DoubleUnaryOperator high = t -> 0.1 * Math.sin(2 * Math.PI * 12_000 * t);
        TestSource source = new TestSource()
                .session(
                        new SoundSourceMaker(48_000, 2)
                                .session(0, 10, 141, t -> TalkSound.voice(t) + high.applyAsDouble(t)),
                        0);
        Encoded encoded = Encoded.track(plan.treated(null, true), GRID, source, 0, 9_500_000);
        assertFrames(encoded, speech.name(), 9_500_000);
        long bytes = encoded.segments(speech.name()).stream()
                .mapToLong(ChunkResult.Segment::bytes)
                .sum();
        assertThat(bytes * 8 / 9.5).isLessThan(36_000);
        assertThat(encoded.file(speech.name()).format().channels()).isEqualTo(1);
        float[] sound = encoded.sound(speech.name())[0];
        assertThat(quality(sound, TalkSound::voice, 0, 0.1, 9.4)).isGreaterThan(15);
        double left = 0;
        for (int i = 48_000; i < 9 * 48_000; i++) {
            left += sound[i] * high.applyAsDouble(i / 48_000.0) / (8 * 48_000);
        }
        assertThat(Math.abs(left)).isLessThan(1e-4);
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

    @Test
    void packets_sentTwice_areHeardOnce() {
        var maker = new SoundSourceMaker(48_000, 2);
        double shift = 90 * 1024 / 48_000.0;
        TestSource source = new TestSource()
                .session(maker.session(0, 3, 140, TONES), 0)
                .session(maker.session(70_000_000, 4, 200, t -> TONES.applyAsDouble(t + shift)), -68_080_000)
                .skipTo(70_000_000 + 50 * 1024 * 1_000_000L / 48_000);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 0, 5_500_000);
        float[] sound = encoded.sound("aac-96k")[0];
        assertThat(quality(sound, TONES, 0, 0.1, 2.9)).isGreaterThan(40);
        assertThat(quality(sound, TONES, 0, 3.1, 5.4)).isGreaterThan(40);
        assertNoSilence(sound, 0.1, 2.9);
    }

    @Test
    void source_withTimesInMilliseconds_isSmooth() {
        List<TestSource.Packed> session =
                new SoundSourceMaker(48_000, 2).roundedTo(1000).session(0, 10, 94, TONES);
        TestSource source = new TestSource().session(session, 0);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 0, 9_500_000);
        float[] sound = encoded.sound("aac-96k")[0];
        assertNoSilence(sound, 0.1, 9.4);
        // Up to half a millisecond off, so the phase is not compared; clicks would be far above this.
        double steepest = 0;
        for (int i = 4800; i < 9.4 * 48_000; i++) {
            steepest = Math.max(steepest, Math.abs(sound[i] - sound[i - 1]));
        }
        assertThat(steepest).isLessThan(2 * Math.PI * (0.3 * 440 + 0.2 * 1237) / 48_000 * 1.1);
    }

    @Test
    void encoding_repeated_givesTheSameBytes() {
        List<TestSource.Packed> session = new SoundSourceMaker(44_100, 2).session(0, 5, 100, TONES);
        Encoded first = Encoded.track(PLAN, GRID, new TestSource().session(session, 0), 0, 4_500_000);
        Encoded second = Encoded.track(PLAN, GRID, new TestSource().session(session, 0), 0, 4_500_000);
        assertThat(second.chunks).isEqualTo(first.chunks);
        first.objects.forEach(
                (uri, bytes) -> assertThat(second.objects.get(uri)).isEqualTo(bytes));
        assertThat(first.chunks.values().stream()
                        .map(chunk -> chunk.renditions().getFirst().initUri())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void source_thatCannotBeDecoded_isNamed() {
        TestSource source = new TestSource().session(new SoundSourceMaker(48_000, 2).session(0, 5, 100, TONES), 0);
        byte[] broken = source.file(1).clone();
        Fmp4File file = Fmp4Reader.read(broken);
        for (Fmp4File.Fragment fragment : file.fragments()) {
            int end = fragment.offset() + fragment.length();
            int bytes =
                    fragment.samples().stream().mapToInt(s -> s.data().length).sum();
            Arrays.fill(broken, end - bytes, end, (byte) 0xee);
        }
        source.replaceFile(1, broken);
        assertThatThrownBy(() -> Encoded.track(PLAN, GRID, source, 0, 4_500_000))
                .isInstanceOfSatisfying(LecternException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_DAMAGED);
                    assertThat(e).hasMessageContaining("segment 1");
                });
    }

    @Test
    void silence_insteadOfAChunk_fitsBetweenItsNeighbours() {
        TestSource source = new TestSource().session(new SoundSourceMaker(48_000, 2).session(0, 12.5, 140, TONES), 0);
        Encoded encoded = Encoded.track(PLAN, GRID, source, 0, 12_000_000);
        ChunkInput middle = Encoded.chunk(PLAN, GRID, source, 0, 12_000_000, 1);
        encoded.chunks.put(
                1,
                new ChunkEncoder(EncoderSettings.DEFAULT)
                        .encodeSlate(middle, object -> encoded.objects.put(object.uri(), object.bytes())));
        assertFrames(encoded, "aac-48k", 12_000_000);
        float[] sound = encoded.sound("aac-96k")[0];
        for (int i = (int) (4.1 * 48_000); i < 7.9 * 48_000; i++) {
            assertThat(Math.abs(sound[i])).isLessThan(0.001f);
        }
        assertThat(quality(sound, TONES, 0, 8.1, 11.9)).isGreaterThan(40);
    }

    @Test
    void soundOfManyChannels_inTwo_keepsSidesAndCentre() {
        float[][] six = {{0.1f}, {0.2f}, {0.4f}, {0.9f}, {0.01f}, {0.02f}};
        float[][] two = new AudioDecoder.Sound(48_000, six).in(2);
        assertThat(two[0][0]).isBetween(0.3898f, 0.39f);
        assertThat(two[1][0]).isBetween(0.4969f, 0.497f);
        assertThat(new AudioDecoder.Sound(48_000, new float[][] {{0.5f}}).in(2)).isDeepEqualTo(new float[][] {
            {0.5f}, {0.5f}
        });
    }
}
