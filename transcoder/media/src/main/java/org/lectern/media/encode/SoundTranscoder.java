package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;

/**
 * Turns Opus, PCM, G.711 and their like into AAC-LC of the same rate, in one or two channels, sample
 * for sample: none is lost, and none comes twice. Another rate or channel count of the source begins
 * a new format. Not thread-safe.
 */
public final class SoundTranscoder implements CaptureTranscoder {
    /** What source segments may hold; others become 48 kHz. */
    private static final Set<Integer> RATES = Set.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000);

    private static final int USUAL_RATE = 48000;
    private static final int MOST_BITS_PER_SECOND = 96_000;
    private static final int BITS_PER_SAMPLE = 4;
    private static final int TIMESCALE = 1_000_000;

    private final PacketDecoder decoder;
    private final AVFrame converted = av_frame_alloc();
    private @Nullable SwrContext converter;
    private int sourceRate;
    private int sourceChannels;
    private int sourceFormat;
    private @Nullable AacFrames encoder;

    /**
     * @param parameters of the stream
     * @throws org.lectern.model.LecternException if there is no decoder for it
     */
    public SoundTranscoder(AVCodecParameters parameters) {
        decoder = new PacketDecoder(parameters);
    }

    @Override
    public void send(AVPacket packet, long ptsUs, Receiver out) {
        decoder.send(packet, ptsUs, frame -> take(frame, out));
    }

    private void take(AVFrame frame, Receiver out) {
        int channels = frame.ch_layout().nb_channels();
        if (frame.nb_samples() <= 0 || channels <= 0) {
            return;
        }
        AacFrames open = encoder;
        if (open == null
                || frame.sample_rate() != sourceRate
                || channels != sourceChannels
                || frame.format() != sourceFormat) {
            endEncoder(out);
            sourceRate = frame.sample_rate();
            sourceChannels = channels;
            sourceFormat = frame.format();
            open = open();
        }
        float[][] samples = convert(frame, open);
        if (samples[0].length > 0) {
            open.add(samples, PacketDecoder.timeUs(frame), out);
        }
    }

    private AacFrames open() {
        int rate = RATES.contains(sourceRate) ? sourceRate : USUAL_RATE;
        int channels = Math.min(2, sourceChannels);
        AacConfig config = AacConfig.lowComplexity(rate, channels);
        TrackFormat format = TrackFormat.audio(Codec.AAC, TIMESCALE, rate, channels, config.bytes(), "und");
        int bits = Math.min(MOST_BITS_PER_SECOND, rate * BITS_PER_SAMPLE) * channels;
        converter = swr_alloc();
        return encoder = new AacFrames(format, bits);
    }

    private float[][] convert(AVFrame frame, AacFrames open) {
        int rate = open.format().sampleRate();
        int channels = open.format().channels();
        converted.format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(rate);
        av_channel_layout_default(converted.ch_layout(), channels);
        try {
            if (frame.ch_layout().order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
                // The converter would take its own idea of the layout for a change of the source.
                av_channel_layout_default(frame.ch_layout(), sourceChannels);
            }
            FfmpegErrors.check(
                    swr_convert_frame(converter, converted, frame), ErrorCode.ENCODER_FAILED, "convert sound");
            int count = converted.nb_samples();
            float[][] samples = new float[channels][count];
            for (int channel = 0; channel < channels && count > 0; channel++) {
                new FloatPointer(converted.extended_data(channel)).get(samples[channel]);
            }
            return samples;
        } finally {
            av_frame_unref(converted);
        }
    }

    @Override
    public void finish(Receiver out) {
        decoder.finish(frame -> take(frame, out));
        endEncoder(out);
    }

    private void endEncoder(Receiver out) {
        AacFrames open = encoder;
        if (open != null) {
            open.finish(out);
        }
        closeEncoder();
    }

    private void closeEncoder() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        if (converter != null) {
            swr_free(converter);
            converter = null;
        }
    }

    @Override
    public void close() {
        closeEncoder();
        av_frame_free(converted);
        decoder.close();
    }
}
