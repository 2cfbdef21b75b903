package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.ErrorCode;

/** Decodes AAC, packet by packet. Not thread-safe; free with {@link #close()}. */
public final class AudioDecoder implements AutoCloseable {
    private static final double CENTRE = Math.sqrt(0.5);
    private static final int CENTRE_CHANNEL = 2;
    private static final int EFFECTS_CHANNEL = 3;

    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;

    /**
     * What a packet decodes to.
     *
     * @param samples one array for each channel
     */
    public record Sound(int sampleRate, float[][] samples) {
        int length() {
            return samples[0].length;
        }

        /**
         * The sound in one or two channels: mono goes to both sides; of more than two channels the
         * centre goes to both sides and those behind to their side (ITU-R BS.775).
         */
        public float[][] in(int channels) {
            if (samples.length == channels) {
                return samples;
            }
            float[] left = samples[0];
            float[] right = samples.length > 1 ? samples[1] : left;
            if (samples.length > 2) {
                left = mix(left, 4);
                right = mix(right, 5);
            }
            if (channels == 2) {
                return new float[][] {left, right};
            }
            float[] both = new float[left.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = (left[i] + right[i]) / 2;
            }
            return new float[][] {both};
        }

        private float[] mix(float[] side, int behind) {
            float[] mixed = side.clone();
            for (int channel : new int[] {CENTRE_CHANNEL, behind}) {
                if (channel < samples.length && channel != EFFECTS_CHANNEL) {
                    for (int i = 0; i < mixed.length; i++) {
                        mixed[i] += (float) (CENTRE * samples[channel][i]);
                    }
                }
            }
            return mixed;
        }
    }

    public AudioDecoder(TrackFormat format) {
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_AAC);
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        frame = av_frame_alloc();
        try {
            NativeBytes.extradata(context, format.codecConfig());
            context.sample_rate(format.sampleRate());
            context.thread_count(1);
            FfmpegErrors.check(
                    avcodec_open2(context, codec, (AVDictionary) null),
                    ErrorCode.MEDIA_DAMAGED,
                    "open the AAC decoder");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Decodes a packet; null if it is damaged. */
    public @Nullable Sound decode(Sample sample) {
        NativeBytes.packet(packet, sample.data());
        packet.pts(sample.pts()).dts(sample.pts());
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        Sound sound = null;
        while (avcodec_receive_frame(context, frame) >= 0) {
            sound = sound(frame);
            av_frame_unref(frame);
        }
        return sent < 0 ? null : sound;
    }

    private static @Nullable Sound sound(AVFrame frame) {
        int channels = frame.ch_layout().nb_channels();
        if (frame.format() != avutil.AV_SAMPLE_FMT_FLTP || channels < 1 || frame.nb_samples() < 1) {
            return null;
        }
        float[][] samples = new float[channels][frame.nb_samples()];
        for (int channel = 0; channel < channels; channel++) {
            new FloatPointer(frame.extended_data(channel)).get(samples[channel]);
        }
        return new Sound(frame.sample_rate(), samples);
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
