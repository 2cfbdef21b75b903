package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.List;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.mp4.AacConfig;

/**
 * Encodes sound as a camera does: AAC-LC, a frame in, a frame out one frame later. For simulated
 * devices. Not thread-safe; free with {@link #close()}.
 */
public final class LiveAudioEncoder implements AutoCloseable {
    /** Samples of one frame. */
    public static final int FRAME_SAMPLES = AudioGrid.FRAME_SAMPLES;

    private final AacEncoder encoder;
    private final AacConfig config;
    private long next;

    /**
     * A coded frame.
     *
     * @param index of the frame, behind whose predecessor it decodes to the samples from {@code index *
     *     1024} on; the encoder's lead-in has index -1
     */
    public record Frame(long index, byte[] data) {}

    /** Opens it for one channel. */
    public LiveAudioEncoder(int sampleRate, int bitsPerSecond) {
        Ffmpeg.start();
        encoder = new AacEncoder(sampleRate, 1, bitsPerSecond);
        config = AacConfig.lowComplexity(sampleRate, 1);
    }

    /** What a decoder needs to know. */
    public AacConfig config() {
        return config;
    }

    /** Encodes the next 1024 samples, from -1 to 1. */
    public List<Frame> encode(float[] samples) {
        List<Frame> frames = new ArrayList<>();
        encoder.send(next++, new float[][] {samples}, 0, (index, data) -> frames.add(new Frame(index, data)));
        return frames;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
