package org.lectern.media.loudness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeakLimiterTest {
    private static final int RATE = 48_000;

    /** Noise with bursts far above full scale. */
    private static float[][] bursts(int seconds) {
        var random = new Random(7);
        float[][] sound = new float[2][seconds * RATE];
        for (int i = 0; i < sound[0].length; i++) {
            double level = (i / 4000) % 5 == 0 ? 3 : 0.2;
            for (float[] channel : sound) {
                channel[i] = (float) (level * (random.nextDouble() * 2 - 1));
            }
        }
        return sound;
    }

    @Test
    void peaks_stayBelowTheCeiling_andQuietSoundAsItIs() {
        float[][] sound = bursts(3);
        PeakLimiter.limit(sound, RATE, -1.5);
        assertThat(20 * Math.log10(PeakLimiter.truePeak(sound))).isLessThan(-1.4);
        float[][] quiet = {{0.1f, -0.2f, 0.7f}, {0, 0, 0.5f}};
        float[][] same = {quiet[0].clone(), quiet[1].clone()};
        PeakLimiter.limit(same, RATE, -1.5);
        assertThat(same).isDeepEqualTo(quiet);
    }

    @Test
    void soundThatIsCut_isLimitedAlike() {
        float[][] whole = bursts(3);
        float[][] part = new float[2][];
        int cut = 53_210;
        int before = (int) (PeakLimiter.MEMORY_SECONDS * RATE);
        int ahead = (int) (PeakLimiter.AHEAD_SECONDS * RATE);
        for (int channel = 0; channel < 2; channel++) {
            part[channel] = Arrays.copyOfRange(whole[channel], cut - before, cut + RATE + ahead);
        }
        PeakLimiter.limit(whole, RATE, -1.5);
        PeakLimiter.limit(part, RATE, -1.5);
        for (int i = 0; i < RATE; i++) {
            assertThat(part[0][before + i]).isCloseTo(whole[0][cut + i], org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    @Test
    void reduction_hasNoSteps() {
        float[][] sound = new float[2][RATE];
        for (int i = 0; i < RATE; i++) {
            sound[0][i] = i > RATE / 2 ? 2f : 0.5f;
        }
        float[] before = sound[0].clone();
        PeakLimiter.limit(sound, RATE, -1.5);
        for (int i = 100; i < RATE - 100; i++) {
            double step = sound[0][i] / before[i] - sound[0][i - 1] / before[i - 1];
            assertThat(Math.abs(step)).isLessThan(0.002);
        }
    }
}
