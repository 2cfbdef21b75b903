package org.lectern.media.describe;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Image files of pictures; the same picture gives the same bytes. Thread-safe: it keeps nothing. */
final class ImageEncoder {
    /** FFmpeg's quantiser for JPEG: about 5 KB for a tile of a storyboard. */
    private static final int JPEG_QUANTISER = 5;
    /** libwebp's quality, 0 to 100: text on slides has no rings around it. */
    private static final String WEBP_QUALITY = "82";

    private ImageEncoder() {}

    static byte[] jpeg(AVFrame frame) {
        AVCodecContext context = context("mjpeg", frame, "use a whole build");
        context.flags(context.flags() | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
        context.global_quality(JPEG_QUANTISER * FF_QP2LAMBDA);
        frame.quality(JPEG_QUANTISER * FF_QP2LAMBDA);
        return encode(context, frame, null);
    }

    static byte[] webp(AVFrame frame) {
        AVCodecContext context = context("libwebp", frame, "use one with libwebp");
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "quality", WEBP_QUALITY, 0);
        avutil.av_dict_set(options, "preset", "text", 0);
        return encode(context, frame, options);
    }

    private static AVCodecContext context(String encoder, AVFrame frame, String remedy) {
        AVCodec codec = avcodec_find_encoder_by_name(encoder);
        if (codec == null || codec.isNull()) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED, "This FFmpeg build has no encoder %s: %s.".formatted(encoder, remedy));
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.width(frame.width()).height(frame.height()).pix_fmt(frame.format());
        context.color_range(frame.color_range()).colorspace(frame.colorspace());
        context.time_base().num(1).den(1);
        context.thread_count(1);
        return context;
    }

    private static byte[] encode(AVCodecContext context, AVFrame frame, @Nullable AVDictionary options) {
        AVPacket packet = av_packet_alloc();
        try {
            frame.pts(0);
            FfmpegErrors.check(
                    avcodec_open2(context, context.codec(), options),
                    ErrorCode.ENCODER_FAILED,
                    "open an image encoder");
            FfmpegErrors.check(avcodec_send_frame(context, frame), ErrorCode.ENCODER_FAILED, "encode an image");
            FfmpegErrors.check(avcodec_send_frame(context, null), ErrorCode.ENCODER_FAILED, "encode an image");
            FfmpegErrors.check(avcodec_receive_packet(context, packet), ErrorCode.ENCODER_FAILED, "encode an image");
            byte[] bytes = NativeBytes.bytes(packet.data(), packet.size());
            av_packet_unref(packet);
            return bytes;
        } finally {
            if (options != null) {
                avutil.av_dict_free(options);
            }
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }
}
