package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;

/** Decodes a stream as a demuxer describes it, without delay. Not thread-safe; free with {@link #close()}. */
final class PacketDecoder implements AutoCloseable {
    /** 8K and a little; bounds the memory that a hostile stream can ask for. */
    private static final long MAX_PIXELS = 8192L * 4608;

    private final AVCodecContext context;
    private final AVFrame frame = av_frame_alloc();

    PacketDecoder(AVCodecParameters parameters) {
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        context = avcodec_alloc_context3(codec);
        try (AVRational microseconds = new AVRational()) {
            FfmpegErrors.check(
                    avcodec_parameters_to_context(context, parameters), ErrorCode.MEDIA_DAMAGED, "open a decoder");
            context.pkt_timebase(microseconds.num(1).den(1_000_000));
            context.thread_count(1);
            context.max_pixels(MAX_PIXELS);
            FfmpegErrors.check(
                    avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.MEDIA_DAMAGED, "open a decoder");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Decodes a packet of time {@code ptsUs}; the frames, which carry their time in microseconds, are lent. */
    void send(AVPacket packet, long ptsUs, Consumer<AVFrame> out) {
        long pts = packet.pts();
        long dts = packet.dts();
        long time = ptsUs == CaptureTranscoder.NO_TIME ? avutil.AV_NOPTS_VALUE : ptsUs;
        packet.pts(time).dts(time);
        // A damaged packet gives no frame; the ones behind it still come.
        avcodec_send_packet(context, packet);
        packet.pts(pts).dts(dts);
        receive(out);
    }

    /** Lets out what the decoder holds back; nothing can be sent afterwards. */
    void finish(Consumer<AVFrame> out) {
        avcodec_send_packet(context, null);
        receive(out);
    }

    private void receive(Consumer<AVFrame> out) {
        while (avcodec_receive_frame(context, frame) >= 0) {
            try {
                out.accept(frame);
            } finally {
                av_frame_unref(frame);
            }
        }
    }

    /** The time of a frame, or {@link CaptureTranscoder#NO_TIME}. */
    static long timeUs(AVFrame frame) {
        return frame.pts() == avutil.AV_NOPTS_VALUE ? CaptureTranscoder.NO_TIME : frame.pts();
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
