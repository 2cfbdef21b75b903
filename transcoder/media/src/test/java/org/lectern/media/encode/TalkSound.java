package org.lectern.media.encode;

import org.lectern.media.loudness.Blocks;
import org.lectern.media.loudness.KWeighting;
import org.lectern.media.loudness.Power;

/** Sound that rises and falls as speech does, and how loud sound is. */
final class TalkSound {
    /** A voice's formants at these places, its syllables four to the second, a pause each seven seconds. */
    private static final double[] HZ = {140, 280, 560, 980, 1660, 2450};

    private TalkSound() {}

    /** Speech of about -18 LUFS when heard on both sides. */
    static double voice(double t) {
        double syllable = Math.pow(Math.sin(Math.PI * 4 * t + 1.3 * Math.sin(2.1 * t)), 2);
        double sentence = t % 7 > 6.2 ? 0.01 : 1;
        double sum = 0;
        for (int i = 0; i < HZ.length; i++) {
            sum += Math.sin(2 * Math.PI * HZ[i] * t + i * i) / (1 + 0.5 * i);
        }
        return 0.13 * sum * (0.1 + 0.9 * syllable) * sentence;
    }

    /** Integrated loudness of a stretch of sound of one or two channels at 48 kHz. */
    static double lufs(float[][] sound, double fromSeconds, double toSeconds) {
        Blocks blocks = new Blocks(0, Math.round(toSeconds * 1e6));
        KWeighting[] filters = {new KWeighting(48_000), new KWeighting(48_000)};
        int step = 480;
        for (int from = 0; from + step <= toSeconds * 48_000; from += step) {
            double[] power = new double[2];
            for (int channel = 0; channel < 2; channel++) {
                float[] samples = sound[Math.min(channel, sound.length - 1)];
                for (int i = from; i < from + step; i++) {
                    double y = filters[channel].filter(samples[i]);
                    power[channel] += y * y / step;
                }
            }
            blocks.add(from / 0.048, (from + step) / 0.048, new Power(power[0], power[1], 0));
        }
        return blocks.integrated(Math.round(fromSeconds * 1e6), Math.round(toSeconds * 1e6))
                .orElse(-70);
    }
}
