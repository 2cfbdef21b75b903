package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.VideoEncoder;

/**
 * Brings pictures to where an encoder takes them: planar in memory (NVENC), interleaved in memory
 * (QSV), or on a surface of the device (VAAPI). Not thread-safe; free with {@link #close()}.
 */
final class HardwareDevice implements AutoCloseable {
    /** Surfaces that wait, and some that the encoder keeps for reference. */
    private static final int SURFACES = 20;

    private final boolean planar;
    private final boolean surfaces;
    private @Nullable AVBufferRef device;
    private @Nullable AVBufferRef pool;
    private @Nullable SwsContext interleave;
    private final AVFrame interleaved = av_frame_alloc();
    private final AVFrame surface = av_frame_alloc();

    HardwareDevice(VideoEncoder encoder, boolean planar, @Nullable String path) {
        this.planar = planar;
        surfaces = encoder == VideoEncoder.VAAPI;
        try {
            switch (encoder) {
                case VAAPI -> device = open(avutil.AV_HWDEVICE_TYPE_VAAPI, path, null);
                case QSV -> device = open(avutil.AV_HWDEVICE_TYPE_QSV, null, path);
                case X264, NVENC, OPENH264 -> {}
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static AVBufferRef open(int type, @Nullable String path, @Nullable String child) {
        AVBufferRef opened = new AVBufferRef((org.bytedeco.javacpp.Pointer) null);
        try (AVDictionary options = new AVDictionary(null)) {
            if (child != null) {
                avutil.av_dict_set(options, "child_device", child, 0);
            }
            int result = av_hwdevice_ctx_create(opened, type, path, options, 0);
            avutil.av_dict_free(options);
            String name = path != null ? path : child != null ? child : "the first device";
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "open " + name);
        }
        return opened;
    }

    /** Tells an encoder that is not open yet what it will get. */
    void attach(AVCodecContext context) {
        context.pix_fmt(planar ? avutil.AV_PIX_FMT_YUV420P : avutil.AV_PIX_FMT_NV12);
        AVBufferRef opened = device;
        if (opened == null) {
            return;
        }
        if (!surfaces) {
            context.hw_device_ctx(av_buffer_ref(opened));
            return;
        }
        AVBufferRef frames = av_hwframe_ctx_alloc(opened);
        if (frames == null || frames.isNull()) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "There is no memory for surfaces.");
        }
        pool = frames;
        new AVHWFramesContext(frames.data())
                .format(avutil.AV_PIX_FMT_VAAPI)
                .sw_format(avutil.AV_PIX_FMT_NV12)
                .width(context.width())
                .height(context.height())
                .initial_pool_size(SURFACES);
        FfmpegErrors.check(av_hwframe_ctx_init(frames), ErrorCode.ENCODER_FAILED, "make surfaces");
        context.pix_fmt(avutil.AV_PIX_FMT_VAAPI).hw_frames_ctx(av_buffer_ref(frames));
    }

    /** A picture where the encoder takes it; valid until the next call. */
    AVFrame bring(AVFrame picture) {
        if (planar) {
            return picture;
        }
        AVFrame memory = interleave(picture);
        if (pool == null) {
            return memory;
        }
        av_frame_unref(surface);
        FfmpegErrors.check(av_hwframe_get_buffer(pool, surface, 0), ErrorCode.ENCODER_FAILED, "get a surface");
        FfmpegErrors.check(
                av_hwframe_transfer_data(surface, memory, 0),
                ErrorCode.ENCODER_FAILED,
                "bring a picture to the device");
        av_frame_copy_props(surface, memory);
        return surface;
    }

    private AVFrame interleave(AVFrame picture) {
        SwsContext converter = interleave;
        if (converter == null) {
            converter = sws_alloc_context();
            interleave = converter;
            interleaved.width(picture.width()).height(picture.height()).format(avutil.AV_PIX_FMT_NV12);
            FfmpegErrors.check(av_frame_get_buffer(interleaved, 0), ErrorCode.ENCODER_FAILED, "make a picture");
        }
        // The encoder may still hold the one before.
        FfmpegErrors.check(av_frame_make_writable(interleaved), ErrorCode.ENCODER_FAILED, "make a picture");
        av_frame_copy_props(interleaved, picture);
        interleaved.colorspace(picture.colorspace()).color_range(picture.color_range());
        FfmpegErrors.check(
                sws_scale_frame(converter, interleaved, picture), ErrorCode.ENCODER_FAILED, "interleave a picture");
        return interleaved;
    }

    @Override
    public void close() {
        av_frame_free(surface);
        av_frame_free(interleaved);
        if (interleave != null) {
            sws_free_context(interleave);
        }
        if (pool != null) {
            av_buffer_unref(pool);
        }
        if (device != null) {
            av_buffer_unref(device);
        }
    }
}
