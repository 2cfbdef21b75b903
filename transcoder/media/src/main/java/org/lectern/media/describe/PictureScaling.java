package org.lectern.media.describe;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;

/**
 * Scales decoded pictures to what image files and comparisons need. Not thread-safe; free with {@link
 * #close()}.
 */
public final class PictureScaling implements AutoCloseable {
    /** Wide enough that a line of small text is seen to change, small enough to compare thousands. */
    private static final int LOOK_WIDTH = 320;

    private final SwsContext context = sws_alloc_context();
    private final AVFrame scaled = av_frame_alloc();

    /** How pixels are kept. */
    enum Kind {
        /** JPEG's: 4:2:0, full range, BT.601 (ITU-T T.871). */
        JPEG(avutil.AV_PIX_FMT_YUVJ420P, avutil.AVCOL_RANGE_JPEG),
        /** WebP's: 4:2:0, limited range, BT.601 (RFC 9649). */
        WEBP(avutil.AV_PIX_FMT_YUV420P, avutil.AVCOL_RANGE_MPEG),
        GREY(avutil.AV_PIX_FMT_GRAY8, avutil.AVCOL_RANGE_JPEG);

        private final int format;
        private final int range;

        Kind(int format, int range) {
            this.format = format;
            this.range = range;
        }

        void describe(AVFrame frame, int width, int height) {
            frame.width(width).height(height).format(format);
            frame.color_range(range).colorspace(avutil.AVCOL_SPC_SMPTE170M);
            // As the pictures have it: no conversion of what lecture cameras do not tell apart.
            frame.color_primaries(avutil.AVCOL_PRI_BT709).color_trc(avutil.AVCOL_TRC_BT709);
        }
    }

    public PictureScaling() {
        context.threads(1);
    }

    /** The picture in another size; this object's until the next call. */
    AVFrame scale(Picture picture, int width, int height, Kind kind) {
        AVFrame source = picture.frame();
        source.color_primaries(avutil.AVCOL_PRI_BT709).color_trc(avutil.AVCOL_TRC_BT709);
        if (scaled.width() != width || scaled.height() != height || scaled.format() != kind.format) {
            av_frame_unref(scaled);
            kind.describe(scaled, width, height);
            FfmpegErrors.check(av_frame_get_buffer(scaled, 0), ErrorCode.ENCODER_FAILED, "make a picture");
        }
        FfmpegErrors.check(av_frame_make_writable(scaled), ErrorCode.ENCODER_FAILED, "make a picture");
        // Averages are what is compared; what people read is kept sharp.
        context.flags(kind == Kind.GREY && width < source.width() ? SWS_AREA : SWS_BICUBIC);
        FfmpegErrors.check(sws_scale_frame(context, scaled, source), ErrorCode.ENCODER_FAILED, "scale a picture");
        return scaled;
    }

    /** The picture as it is compared. */
    public Luma look(Picture picture) {
        return grey(picture, LOOK_WIDTH);
    }

    /** The picture in grey. */
    public Luma grey(Picture picture, int width) {
        int height = picture.heightAt(width);
        AVFrame grey = scale(picture, width, height, Kind.GREY);
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            grey.data(0).position((long) y * grey.linesize(0)).get(pixels, y * width, width);
        }
        grey.data(0).position(0);
        return new Luma(width, height, pixels);
    }

    @Override
    public void close() {
        av_frame_free(scaled);
        sws_free_context(context);
    }
}
