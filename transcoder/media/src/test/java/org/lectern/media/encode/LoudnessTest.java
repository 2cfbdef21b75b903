package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.media.loudness.PeakLimiter;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Loudness;
import org.lectern.model.plan.TrackPlan;

/** Sound that is brought to one level, chunk by chunk, each encoded alone and the last one first. */
class LoudnessTest {
    private static final String RUNG = "aac-128k";
    private static final TrackPlan.Audio PLAN =
            new TrackPlan.Audio(48_000, 2, List.of(new AudioRung(RUNG, 128_000)), Loudness.SPEECH, true);
    private static final Grid ONE_CHUNK = new Grid(Grid.DEFAULT.segmentUs(), 100);
    private static final double VOICE_LUFS = -18;

    private static DoubleUnaryOperator voice(double lufs) {
        double factor = Math.pow(10, (lufs - VOICE_LUFS) / 20);
        return t -> factor * TalkSound.voice(t);
    }

    private static TestSource source(double seconds, DoubleUnaryOperator... signals) {
        return new TestSource()
                .session(new SoundSourceMaker(48_000, signals.length).session(0, seconds + 0.5, 281, signals), 0);
    }

    private static float[][] heard(double seconds, DoubleUnaryOperator... signals) {
        return encoded(PLAN, Grid.DEFAULT, seconds, signals).sound(RUNG);
    }

    private static Encoded encoded(TrackPlan plan, Grid grid, double seconds, DoubleUnaryOperator... signals) {
        return Encoded.track(plan, grid, source(seconds, signals), 0, Math.round(seconds * 1e6));
    }

    /** By how much sound is raised over 50 ms around a time. */
    private static double gainDb(float[] sound, DoubleUnaryOperator signal, double seconds) {
        double in = 0;
        double out = 0;
        for (int i = (int) ((seconds - 0.025) * 48_000); i < (seconds + 0.025) * 48_000; i++) {
            double x = signal.applyAsDouble(i / 48_000.0);
            in += x * x;
            out += x * sound[i];
        }
        return 20 * Math.log10(out / in);
    }

    @ParameterizedTest
    @CsvSource({"-40, 12", "-30, 12", "-18, 0", "-8, 12"})
    void lecture_ofAnyLevel_isBroughtToTheTarget(double lufs, double settled) {
        float[][] sound = heard(48, voice(lufs), voice(lufs));
        assertThat(TalkSound.lufs(sound, settled, 48)).isCloseTo(Loudness.SPEECH.targetLufs(), within(1.0));
        assertThat(20 * Math.log10(PeakLimiter.truePeak(sound))).isLessThan(-0.9);
    }

    @Test
    void level_thatChangesInTheMiddle_isFollowedSlowly() {
        DoubleUnaryOperator signal = t -> (t < 60 ? voice(-20) : t < 240 ? voice(-32) : voice(-22)).applyAsDouble(t);
        float[][] sound = heard(300, signal, signal);
        assertThat(TalkSound.lufs(sound, 12, 60)).isCloseTo(-18, within(1.0));
        assertThat(TalkSound.lufs(sound, 215, 240)).isCloseTo(-18, within(1.0));
        assertThat(TalkSound.lufs(sound, 280, 300)).isCloseTo(-18, within(1.6));
        for (double t = 62; t < 238; t += 1) {
            double rise = gainDb(sound[0], signal, t + 0.07) - gainDb(sound[0], signal, t - 0.93);
            assertThat(rise).as("dB a second at %.1f s", t).isBetween(-0.4, 0.4);
        }
    }

    @Test
    void seams_haveNoStep_andAreThoseOfOneEncoding() {
        DoubleUnaryOperator signal = t -> (t < 30 ? voice(-34) : voice(-14)).applyAsDouble(t);
        TestSource source = source(72, signal, signal);
        float[][] chunked =
                Encoded.track(PLAN, Grid.DEFAULT, source, 0, 72_000_000).sound(RUNG);
        float[][] whole = Encoded.track(PLAN, ONE_CHUNK, source, 0, 72_000_000).sound(RUNG);
        for (double seam = 12; seam < 72; seam += 12) {
            assertThat(gainDb(chunked[0], signal, seam + 0.03) - gainDb(chunked[0], signal, seam - 0.03))
                    .as("step at %.0f s", seam)
                    .isCloseTo(0, within(0.1));
            assertThat(likeness(chunked[0], whole[0], seam - 0.03, seam + 0.06))
                    .as("likeness to one encoding at %.0f s", seam)
                    .isGreaterThan(35);
        }
        assertThat(likeness(chunked[0], whole[0], 0.1, 71.9)).isGreaterThan(40);
    }

    /** Signal to difference in dB. */
    private static double likeness(float[] one, float[] other, double from, double to) {
        double power = 0;
        double noise = 0;
        for (int i = (int) (from * 48_000); i < to * 48_000; i++) {
            power += (double) other[i] * other[i];
            noise += (double) (one[i] - other[i]) * (one[i] - other[i]);
        }
        return 10 * Math.log10(power / noise);
    }

    @Test
    void silenceAndSteadyNoise_areNotRaised() {
        var random = new Random(3);
        float[] noise = new float[48_000 * 40];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() * 0.002);
        }
        DoubleUnaryOperator fan = t -> noise[Math.min(noise.length - 1, (int) Math.round(t * 48_000))];
        float[][] sound = heard(36, fan, fan);
        double before = 0;
        double after = 0;
        for (int i = 48_000; i < 35 * 48_000; i++) {
            before += noise[i] * noise[i];
            after += sound[0][i] * sound[0][i];
        }
        assertThat(10 * Math.log10(after / before)).isLessThan(0.5);
        float[][] silence = heard(24, t -> 0, t -> 0);
        for (float sample : silence[0]) {
            assertThat(Math.abs(sample)).isLessThan(1e-4f);
        }
    }

    @Test
    void pause_keepsTheLevelOfTheSpeechBefore() {
        DoubleUnaryOperator signal =
                t -> t > 48 && t < 84 ? 1e-4 * Math.sin(400 * t) : voice(-32).applyAsDouble(t);
        float[][] sound = heard(108, signal, signal);
        assertThat(TalkSound.lufs(sound, 84, 108)).isCloseTo(-18, within(1.0));
    }

    @Test
    void oneMicrophone_onOneSide_isHeardOnBoth() {
        float[][] sound = heard(24, voice(-24), t -> 0);
        assertThat(likeness(sound[1], sound[0], 0.1, 24)).isGreaterThan(40);
        assertThat(TalkSound.lufs(sound, 12, 24)).isCloseTo(-18, within(1.0));
    }

    @Test
    void oppositePhase_isTurned_soThatOneSpeakerPlaysIt() {
        float[][] sound = heard(24, voice(-24), t -> -voice(-24).applyAsDouble(t));
        assertThat(likeness(sound[1], sound[0], 0.1, 24)).isGreaterThan(40);
        assertThat(TalkSound.lufs(sound, 12, 24)).isCloseTo(-18, within(1.0));
    }

    @Test
    void twoMicrophones_stayApart() {
        DoubleUnaryOperator other = t -> voice(-24).applyAsDouble(t * 1.37 + 11);
        float[][] sound = heard(24, voice(-24), other);
        double own = 0;
        double cross = 0;
        for (int i = 12 * 48_000; i < 24 * 48_000; i++) {
            own += sound[0][i] * voice(-24).applyAsDouble(i / 48_000.0);
            cross += sound[1][i] * voice(-24).applyAsDouble(i / 48_000.0);
        }
        assertThat(Math.abs(cross)).isLessThan(0.1 * own);
    }

    @Test
    void channel_thatDies_isReplacedWithoutASwitch() {
        DoubleUnaryOperator left = voice(-20);
        DoubleUnaryOperator right = t -> t < 30 ? voice(-20).applyAsDouble(t) : 0;
        float[][] sound = heard(84, left, right);
        assertThat(likeness(sound[1], sound[0], 0.1, 30)).isGreaterThan(40);
        assertThat(likeness(sound[1], sound[0], 66, 84)).isGreaterThan(40);
        for (double t = 31; t < 80; t += 1) {
            double rise = gainDb(sound[0], left, t + 0.05) - gainDb(sound[0], left, t - 0.05);
            assertThat(rise).as("dB in 0.1 s at %.1f s", t).isBetween(-0.3, 0.3);
        }
    }
}
