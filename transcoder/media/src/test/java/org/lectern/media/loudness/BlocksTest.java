package org.lectern.media.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The minimum requirements test signals of EBU Tech 3341, as far as they have two channels. */
class BlocksTest {
    private final Blocks blocks = new Blocks(0, 100_000_000);
    private double seconds;

    /** A sine of 1 kHz in both channels. */
    private BlocksTest tone(double dbfs, double length, int sampleRate) {
        var filter = new KWeighting(sampleRate);
        double amplitude = Math.pow(10, dbfs / 20);
        int step = sampleRate / 50;
        for (int from = 0; from < length * sampleRate; from += step) {
            double sum = 0;
            for (int i = from; i < from + step; i++) {
                double y = filter.filter(amplitude * Math.sin(2 * Math.PI * 1000 * i / sampleRate));
                sum += y * y;
            }
            double power = sum / step;
            blocks.add(seconds * 1e6, (seconds + 0.02) * 1e6, new Power(power, power, power));
            seconds += 0.02;
        }
        return this;
    }

    private double integrated() {
        return blocks.integrated(0, Math.round(seconds * 1e6)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"-23, 48000", "-33, 48000", "-23, 44100", "-23, 16000", "-23, 8000"})
    void tone_hasTheLoudnessOfItsLevel(double dbfs, int sampleRate) {
        assertThat(tone(dbfs, 20, sampleRate).integrated()).isCloseTo(dbfs, within(0.1));
    }

    @Test
    void quietParts_areGated() {
        tone(-36, 10, 48_000).tone(-23, 60, 48_000).tone(-36, 10, 48_000);
        assertThat(integrated()).isCloseTo(-23, within(0.1));
    }

    @Test
    void silence_isGated() {
        tone(-72, 10, 48_000)
                .tone(-36, 10, 48_000)
                .tone(-23, 50, 48_000)
                .tone(-36, 10, 48_000)
                .tone(-72, 10, 48_000);
        assertThat(integrated()).isCloseTo(-23, within(0.1));
    }

    @Test
    void loudMiddle_weighsByItsPower() {
        tone(-26, 20, 48_000).tone(-20, 20.1, 48_000).tone(-26, 20, 48_000);
        assertThat(integrated()).isCloseTo(-23, within(0.1));
    }

    @Test
    void nothing_hasNoLoudness() {
        assertThat(blocks.integrated(0, 50_000_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 45, 60, 67.5})
    void truePeak_ofATone_isFoundBetweenItsSamples(double degrees) {
        // EBU Tech 3341, signals 15 to 19: a quarter of the sample rate, at several phases.
        int divisor = degrees == 60 ? 6 : degrees == 67.5 ? 8 : 4;
        float[] sound = new float[4800];
        for (int i = 0; i < sound.length; i++) {
            double fade = Math.min(1, Math.min(i, sound.length - 1 - i) / 480.0);
            sound[i] = (float) (fade * 0.5 * Math.sin(2 * Math.PI * i / divisor + Math.toRadians(degrees)));
        }
        double dbtp = 20 * Math.log10(PeakLimiter.truePeak(new float[][] {sound}));
        assertThat(dbtp).isBetween(-6.0 - 0.4, -6.0 + 0.2);
    }
}
