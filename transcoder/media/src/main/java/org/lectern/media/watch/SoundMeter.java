package org.lectern.media.watch;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.ErrorCode;

/** Measures the sound of one device: decodes AAC. Not thread-safe; free with {@link #close()}. */
public final class SoundMeter implements AutoCloseable {
    /** What silence is shown as: 20 bits below full scale. */
    public static final double FLOOR_DBFS = -120;

    private static final int MOST_CHANNELS = 8;

    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final float[] peak = new float[MOST_CHANNELS];
    private final double[] squares = new double[MOST_CHANNELS];
    private float[] samples = new float[2048];
    private int channels;
    private long count;
    private @Nullable TrackFormat format;
    private @Nullable AVCodecContext decoder;

    /**
     * Levels for each channel, dB of full scale; the RMS of a full-scale sine is -3.
     *
     * @param peakDbfs the loudest sample
     * @param rmsDbfs the power
     */
    public record Levels(List<Double> peakDbfs, List<Double> rmsDbfs) {}

    /** Listens to a packet; passes over what is damaged. */
    public void add(MediaPacket sound) {
        TrackFormat now = sound.format();
        if (now == null) {
            return;
        }
        AVCodecContext context = decoder(now);
        NativeBytes.packet(packet, sound.data());
        avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        while (avcodec_receive_frame(context, frame) >= 0) {
            if (frame.format() == AV_SAMPLE_FMT_FLTP) {
                measure();
            }
            av_frame_unref(frame);
        }
    }

    private void measure() {
        int length = frame.nb_samples();
        channels = Math.min(MOST_CHANNELS, frame.ch_layout().nb_channels());
        if (samples.length < length) {
            samples = new float[length];
        }
        for (int channel = 0; channel < channels; channel++) {
            new FloatPointer(frame.extended_data(channel)).get(samples, 0, length);
            float most = peak[channel];
            double sum = 0;
            for (int i = 0; i < length; i++) {
                float sample = samples[i];
                most = Math.max(most, Math.abs(sample));
                sum += sample * sample;
            }
            peak[channel] = most;
            squares[channel] += sum;
        }
        count += length;
    }

    /** The levels since the last call; null if nothing was heard. */
    public @Nullable Levels take() {
        if (count == 0) {
            return null;
        }
        List<Double> peaks = new ArrayList<>();
        List<Double> powers = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            peaks.add(decibel(peak[channel]));
            powers.add(decibel(Math.sqrt(squares[channel] / count)));
            peak[channel] = 0;
            squares[channel] = 0;
        }
        count = 0;
        return new Levels(peaks, powers);
    }

    private static double decibel(double amplitude) {
        return amplitude <= 1e-6 ? FLOOR_DBFS : Math.round(200 * Math.log10(amplitude)) / 10.0;
    }

    private AVCodecContext decoder(TrackFormat now) {
        AVCodecContext context = decoder;
        if (context != null && now.equals(format)) {
            return context;
        }
        if (context != null) {
            avcodec_free_context(context);
            decoder = null;
        }
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_AAC);
        context = avcodec_alloc_context3(codec);
        decoder = context;
        NativeBytes.extradata(context, now.codecConfig());
        context.sample_rate(now.sampleRate());
        context.thread_count(1);
        FfmpegErrors.check(
                avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.MEDIA_DAMAGED, "open the AAC decoder");
        format = now;
        return context;
    }

    @Override
    public void close() {
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        av_frame_free(frame);
        av_packet_free(packet);
    }
}
