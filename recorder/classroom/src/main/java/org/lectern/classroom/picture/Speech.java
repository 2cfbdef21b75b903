package org.lectern.classroom.picture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * What a microphone hears: a spoken sentence, over and over, and a tick of a hundredth of a second at
 * each full second of wall time. Sound depends on wall time alone. Immutable.
 */
public final class Speech {
    /** Samples per second. */
    public static final int SAMPLE_RATE = 48_000;

    private static final int TICK_SAMPLES = SAMPLE_RATE / 100;
    private static final double TICK_HERTZ = 2000;
    private static final float LOUDNESS = 0.5f;

    private final float[] spoken;
    private final int spokenRate;

    /** Reads the sentence from the resources. */
    public Speech() {
        try (var file = Speech.class.getResourceAsStream("/org/lectern/classroom/speech.wav");
                var coded = AudioSystem.getAudioInputStream(new BufferedInputStream(Objects.requireNonNull(file)));
                var linear = AudioSystem.getAudioInputStream(AudioFormat.Encoding.PCM_SIGNED, coded)) {
            byte[] bytes = linear.readAllBytes();
            boolean bigEndian = linear.getFormat().isBigEndian();
            spokenRate = (int) linear.getFormat().getSampleRate();
            spoken = new float[bytes.length / 2];
            for (int i = 0; i < spoken.length; i++) {
                int low = bytes[2 * i + (bigEndian ? 1 : 0)] & 0xFF;
                int high = bytes[2 * i + (bigEndian ? 0 : 1)];
                spoken[i] = (high << 8 | low) / 32768f;
            }
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new IllegalStateException("The spoken sentence cannot be read", e);
        }
    }

    /** Fills {@code samples} with the sound from sample {@code first} since 1970 on. */
    public void fill(float[] samples, long first) {
        for (int i = 0; i < samples.length; i++) {
            long at = first + i;
            double place = (double) Math.floorMod(at * spokenRate, (long) spoken.length * SAMPLE_RATE) / SAMPLE_RATE;
            int left = (int) place;
            double part = place - left;
            double voice = spoken[left] * (1 - part) + spoken[(left + 1) % spoken.length] * part;
            long intoSecond = Math.floorMod(at, (long) SAMPLE_RATE);
            double tick =
                    intoSecond < TICK_SAMPLES ? 0.4 * Math.sin(2 * Math.PI * TICK_HERTZ * intoSecond / SAMPLE_RATE) : 0;
            samples[i] = (float) (LOUDNESS * voice + tick);
        }
    }
}
