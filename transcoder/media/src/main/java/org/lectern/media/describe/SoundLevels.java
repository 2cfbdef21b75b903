package org.lectern.media.describe;

import java.io.ByteArrayOutputStream;

/**
 * Measures sound as it goes by: peaks for a waveform, power for silences. Keeps a few bytes for each
 * pixel and each tenth of a second. Not thread-safe.
 */
public final class SoundLevels {
    /** Length of one measurement of power. */
    public static final long WINDOW_US = 100_000;
    /** What is not heard at all, dB of full scale. */
    public static final int FLOOR_DBFS = -96;

    private static final int BITS_8 = 127;

    private final int sampleRate;
    private final int samplesPerPixel;
    private final ByteArrayOutputStream peaks = new ByteArrayOutputStream();
    private final ByteArrayOutputStream powers = new ByteArrayOutputStream();
    private float least;
    private float most;
    private int inPixel;
    private double squares;
    private int inWindow;

    /** @param samplesPerPixel samples that one pair of peaks stands for */
    public SoundLevels(int sampleRate, int samplesPerPixel) {
        this.sampleRate = sampleRate;
        this.samplesPerPixel = samplesPerPixel;
    }

    /** The next samples of all channels, -1 to 1, all of the same length. */
    public void add(float[][] channels) {
        int window = (int) (sampleRate * WINDOW_US / 1_000_000);
        for (int i = 0; i < channels[0].length; i++) {
            float sum = 0;
            for (float[] channel : channels) {
                sum += channel[i];
            }
            float sample = sum / channels.length;
            least = Math.min(least, sample);
            most = Math.max(most, sample);
            squares += sample * sample;
            if (++inPixel == samplesPerPixel) {
                endPixel();
            }
            if (++inWindow == window) {
                endWindow();
            }
        }
    }

    /** Silence of so many samples. */
    public void skip(long samples) {
        float[][] nothing = new float[1][4096];
        for (long left = samples; left > 0; left -= nothing[0].length) {
            add(left >= nothing[0].length ? nothing : new float[1][(int) left]);
        }
    }

    private void endPixel() {
        peaks.write(Math.max(-BITS_8 - 1, Math.round(least * BITS_8)));
        peaks.write(Math.min(BITS_8, Math.round(most * BITS_8)));
        least = 0;
        most = 0;
        inPixel = 0;
    }

    private void endWindow() {
        double power = 10 * Math.log10(squares / inWindow + 1e-12);
        powers.write((int) Math.round(Math.max(FLOOR_DBFS, Math.min(0, power))));
        squares = 0;
        inWindow = 0;
    }

    /** Ends what is begun. */
    public void finish() {
        if (inPixel > 0) {
            endPixel();
        }
        if (inWindow > 0) {
            endWindow();
        }
    }

    /** The least and the most of each pixel in turn, -128 to 127 (audiowaveform's 8 bits). */
    public byte[] peaks() {
        return peaks.toByteArray();
    }

    /** The power of each window, whole dB of full scale. */
    public byte[] powersDbfs() {
        return powers.toByteArray();
    }
}
