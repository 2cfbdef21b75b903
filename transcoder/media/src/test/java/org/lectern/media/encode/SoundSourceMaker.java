package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.SourceFormat;

/** Makes the sound of a pretended microphone. */
final class SoundSourceMaker {
    private final int sampleRate;
    private final int channels;
    private int unitUs = 1;
    private byte[] config;

    SoundSourceMaker(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        config = AacConfig.lowComplexity(sampleRate, channels).bytes();
    }

    /** The same with time stamps in another unit, as RTMP has them. */
    SoundSourceMaker roundedTo(int us) {
        unitUs = us;
        return this;
    }

    /** The same with another AudioSpecificConfig. */
    SoundSourceMaker config(byte[] bytes) {
        config = bytes;
        return this;
    }

    /** A session of a device that hears {@code signal}, a function of seconds since its first sample. */
    List<TestSource.Packed> session(
            long mediaStartUs, double seconds, int packetsPerSegment, DoubleUnaryOperator signal) {
        DoubleUnaryOperator[] all = new DoubleUnaryOperator[channels];
        Arrays.fill(all, signal);
        return session(mediaStartUs, seconds, packetsPerSegment, all);
    }

    /** The same, with a signal for each channel. */
    List<TestSource.Packed> session(
            long mediaStartUs, double seconds, int packetsPerSegment, DoubleUnaryOperator[] signals) {
        Ffmpeg.start();
        int frames = (int) (seconds * sampleRate / AudioGrid.FRAME_SAMPLES);
        float[][] sound = new float[channels][(frames + 2) * AudioGrid.FRAME_SAMPLES];
        for (int i = 0; i < sound[0].length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                sound[channel][i] = (float) signals[channel].applyAsDouble((double) i / sampleRate);
            }
        }
        List<Sample> packets = new ArrayList<>();
        AacEncoder.Receiver keep = (index, data) -> {
            // Players, and microphones, drop the frame that only primes the decoder.
            if (index >= 0 && index < frames) {
                long start = us(index);
                packets.add(new Sample(mediaStartUs + start, (int) (us(index + 1) - start), 0, true, data));
            }
        };
        try (AacEncoder encoder = new AacEncoder(sampleRate, channels, 96_000 * channels)) {
            for (int frame = 0; frame < frames + 2; frame++) {
                encoder.send(frame, sound, frame * AudioGrid.FRAME_SAMPLES, keep);
            }
            encoder.finish(keep);
        }
        TrackFormat format = TrackFormat.audio(Codec.AAC, 1_000_000, sampleRate, channels, config, "und");
        List<TestSource.Packed> segments = new ArrayList<>();
        for (int from = 0; from < packets.size(); from += packetsPerSegment) {
            segments.add(TestSource.pack(
                    format,
                    SourceFormat.audio(Codec.AAC, sampleRate, channels),
                    packets.subList(from, Math.min(packets.size(), from + packetsPerSegment))));
        }
        return segments;
    }

    private long us(long frame) {
        return Math.round(frame * AudioGrid.FRAME_SAMPLES * 1e6 / sampleRate / unitUs) * unitUs;
    }
}
