package org.lectern.media.watch;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Makes stills of the key pictures of one device: decodes one alone, without loop filter, and scales it
 * down. Not thread-safe; free with {@link #close()}.
 */
public final class StillMaker implements AutoCloseable {
    private static final int WIDTH = 480;
    private static final long MAX_PIXELS = 8192L * 4608;
    /** FFmpeg's quantiser for JPEG: 15 to 30 KB at this width. */
    private static final int QUALITY = 5;

    private final AVFrame picture = av_frame_alloc();
    private final AVFrame small = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private @Nullable TrackFormat format;
    private @Nullable AVCodecContext decoder;
    private @Nullable AVCodecContext encoder;
    private @Nullable SwsContext scaler;

    /**
     * Makes a still.
     *
     * @param key a key picture with its format
     * @return null if it cannot be decoded
     * @throws LecternException if FFmpeg cannot be used for it
     */
    public @Nullable Still make(MediaPacket key) {
        TrackFormat now = key.format();
        if (now == null) {
            return null;
        }
        AVCodecContext context = decoder(now);
        NativeBytes.packet(packet, key.data());
        packet.flags(AV_PKT_FLAG_KEY);
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        avcodec_send_packet(context, null);
        boolean got = avcodec_receive_frame(context, picture) >= 0;
        try {
            return got && sent >= 0 ? small() : null;
        } finally {
            av_frame_unref(picture);
            avcodec_flush_buffers(context);
        }
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
        AVCodec codec = avcodec_find_decoder(now.codec() == Codec.H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
        context = avcodec_alloc_context3(codec);
        decoder = context;
        NativeBytes.extradata(context, now.codecConfig());
        context.thread_count(1);
        context.max_pixels(MAX_PIXELS);
        context.skip_loop_filter(AVDISCARD_ALL);
        context.flags2(context.flags2() | AV_CODEC_FLAG2_FAST);
        FfmpegErrors.check(
                avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.MEDIA_DAMAGED, "open the decoder");
        format = now;
        return context;
    }

    private Still small() {
        int width = Math.min(WIDTH, picture.width() & ~1);
        int height = Math.max(2, (int) ((long) picture.height() * width / picture.width()) & ~1);
        AVCodecContext jpeg = encoder(width, height);
        scaler = sws_getCachedContext(
                scaler,
                picture.width(),
                picture.height(),
                picture.format(),
                width,
                height,
                AV_PIX_FMT_YUVJ420P,
                SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            throw new LecternException(ErrorCode.MEDIA_DAMAGED, "Pictures of this kind cannot be scaled.");
        }
        sws_scale(scaler, picture.data(), picture.linesize(), 0, picture.height(), small.data(), small.linesize());
        byte[] luma = new byte[width * height];
        for (int y = 0; y < height; y++) {
            small.data(0).position((long) y * small.linesize(0)).get(luma, y * width, width);
        }
        FfmpegErrors.check(avcodec_send_frame(jpeg, small), ErrorCode.ENCODER_FAILED, "encode a still");
        FfmpegErrors.check(avcodec_receive_packet(jpeg, packet), ErrorCode.ENCODER_FAILED, "encode a still");
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        av_packet_unref(packet);
        return new Still(bytes, luma, width, height);
    }

    private AVCodecContext encoder(int width, int height) {
        AVCodecContext context = encoder;
        if (context != null && context.width() == width && context.height() == height) {
            return context;
        }
        if (context != null) {
            avcodec_free_context(context);
            encoder = null;
            av_frame_unref(small);
        }
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        context = avcodec_alloc_context3(codec);
        encoder = context;
        context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUVJ420P);
        context.time_base().num(1).den(1);
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
        context.global_quality(QUALITY * FF_QP2LAMBDA);
        FfmpegErrors.check(
                avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.ENCODER_FAILED, "open the JPEG encoder");
        small.width(width).height(height).format(AV_PIX_FMT_YUVJ420P);
        small.quality(QUALITY * FF_QP2LAMBDA);
        FfmpegErrors.check(av_frame_get_buffer(small, 0), ErrorCode.ENCODER_FAILED, "make a picture");
        return context;
    }

    @Override
    public void close() {
        sws_freeContext(scaler);
        scaler = null;
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        if (encoder != null) {
            avcodec_free_context(encoder);
        }
        av_frame_free(picture);
        av_frame_free(small);
        av_packet_free(packet);
    }
}
