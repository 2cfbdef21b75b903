package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.model.ErrorCode;

/** FFmpeg's AAC-LC encoder. Not thread-safe; free with {@link #close()}. */
final class AacEncoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;

    /** Takes coded frames. */
    interface Receiver {
        /**
         * @param index of the AAC frame: the frame decodes, behind its predecessor, to the samples from
         *     {@code index * 1024} on
         */
        void accept(long index, byte[] data);
    }

    AacEncoder(int sampleRate, int channels, int bitsPerSecond) {
        this(sampleRate, channels, bitsPerSecond, 0);
    }

    /**
     * @param bandHz highest frequency that is kept; 0 for the encoder's choice
     */
    AacEncoder(int sampleRate, int channels, int bitsPerSecond, int bandHz) {
        AVCodec codec = avcodec_find_encoder_by_name("aac");
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        frame = av_frame_alloc();
        try (AVRational timeBase = new AVRational()) {
            context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP)
                    .sample_rate(sampleRate)
                    .bit_rate(bitsPerSecond);
            av_channel_layout_default(context.ch_layout(), channels);
            context.time_base(timeBase.num(1).den(sampleRate));
            context.cutoff(bandHz).thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            // On speech and tones at our rates it has 7 to 14 dB less noise than the default coder, for less than
            // half the time.
            avutil.av_opt_set(context.priv_data(), "aac_coder", "fast", 0);
            FfmpegErrors.check(
                    avcodec_open2(context, codec, (AVDictionary) null),
                    ErrorCode.ENCODER_FAILED,
                    "open the AAC encoder");
            frame.format(avutil.AV_SAMPLE_FMT_FLTP)
                    .nb_samples(AudioGrid.FRAME_SAMPLES)
                    .sample_rate(sampleRate);
            av_channel_layout_default(frame.ch_layout(), channels);
            FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.ENCODER_FAILED, "make a frame of sound");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Encodes frame {@code index}: the 1024 samples of each channel from {@code offset} on. */
    void send(long index, float[][] samples, int offset, Receiver out) {
        FfmpegErrors.check(av_frame_make_writable(frame), ErrorCode.ENCODER_FAILED, "make a frame of sound");
        for (int channel = 0; channel < samples.length; channel++) {
            new FloatPointer(frame.extended_data(channel)).put(samples[channel], offset, AudioGrid.FRAME_SAMPLES);
        }
        frame.pts(index * AudioGrid.FRAME_SAMPLES);
        submit(frame, out);
    }

    /** Lets out what is delayed; nothing can be sent afterwards. */
    void finish(Receiver out) {
        submit(null, out);
    }

    private void submit(@Nullable AVFrame what, Receiver out) {
        FfmpegErrors.check(avcodec_send_frame(context, what), ErrorCode.ENCODER_FAILED, "encode sound");
        while (true) {
            int result = avcodec_receive_packet(context, packet);
            if (result == NativeBytes.AGAIN || result == NativeBytes.END) {
                return;
            }
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "encode sound");
            long index = Math.floorDiv(packet.pts(), AudioGrid.FRAME_SAMPLES);
            byte[] data = NativeBytes.bytes(packet.data(), packet.size());
            av_packet_unref(packet);
            out.accept(index, data);
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
