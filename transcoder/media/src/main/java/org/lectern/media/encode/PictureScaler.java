package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;

/**
 * Brings pictures of any size and format to one size in 8-bit 4:2:0, BT.709, limited range. The aspect
 * is kept: what does not fill the picture stands in its middle, on black. Not thread-safe; free with
 * {@link #close()}.
 */
final class PictureScaler implements AutoCloseable {
    private static final int BLACK = 16;
    private static final int GREY = 128;
    private static final int SD_HEIGHT = 720;

    private final int width;
    private final int height;
    private final SwsContext context = sws_alloc_context();
    private final AVFrame canvas;
    private final AVFrame window = av_frame_alloc();
    private final AVFrame source = av_frame_alloc();
    private Fit fit;

    /** Where a picture lies within the canvas; all even. */
    record Fit(int left, int top, int width, int height) {
        static Fit of(int sourceWidth, int sourceHeight, double pixelAspect, int width, int height) {
            double aspect = sourceWidth * pixelAspect / sourceHeight;
            int fitWidth = (int) Math.min(width, Math.round(height * aspect / 2) * 2);
            int fitHeight = (int) Math.min(height, Math.round(width / aspect / 2) * 2);
            // A strip of two lines is the rounding of the rung's size, not another aspect.
            fitWidth = width - fitWidth <= 2 ? width : Math.max(2, fitWidth);
            fitHeight = height - fitHeight <= 2 ? height : Math.max(2, fitHeight);
            return new Fit((width - fitWidth) / 4 * 2, (height - fitHeight) / 4 * 2, fitWidth, fitHeight);
        }
    }

    PictureScaler(int width, int height) {
        this.width = width;
        this.height = height;
        this.fit = new Fit(0, 0, width, height);
        canvas = frame(width, height);
        context.flags(swscale.SWS_BICUBIC);
        context.threads(1);
    }

    /** An empty picture of ours; the caller frees it. */
    static AVFrame frame(int width, int height) {
        AVFrame frame = av_frame_alloc();
        describe(frame, width, height);
        FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.ENCODER_FAILED, "make a picture");
        fill(frame, 0, height, BLACK);
        fill(frame, 1, height / 2, GREY);
        fill(frame, 2, height / 2, GREY);
        return frame;
    }

    private static void fill(AVFrame frame, int plane, int lines, int value) {
        Pointer.memset(frame.data(plane), value, (long) frame.linesize(plane) * lines);
    }

    private static void describe(AVFrame frame, int width, int height) {
        frame.width(width).height(height).format(avutil.AV_PIX_FMT_YUV420P);
        tag(frame);
        frame.colorspace(avutil.AVCOL_SPC_BT709).color_range(avutil.AVCOL_RANGE_MPEG);
    }

    /** Primaries and transfer of lecture cameras are near enough to BT.709 not to be converted. */
    private static void tag(AVFrame frame) {
        frame.color_primaries(avutil.AVCOL_PRI_BT709).color_trc(avutil.AVCOL_TRC_BT709);
        frame.chroma_location(avutil.AVCHROMA_LOC_LEFT);
        frame.sample_aspect_ratio().num(1).den(1);
    }

    /** The picture, scaled. It is this scaler's, or the given one if it is already right, until the next call. */
    AVFrame scale(AVFrame picture) {
        av_frame_unref(source);
        FfmpegErrors.check(av_frame_ref(source, picture), ErrorCode.ENCODER_FAILED, "refer to a picture");
        int sarWidth = picture.sample_aspect_ratio().num();
        int sarHeight = picture.sample_aspect_ratio().den();
        double pixelAspect = sarWidth > 0 && sarHeight > 0 ? (double) sarWidth / sarHeight : 1;
        if (source.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED || source.colorspace() == avutil.AVCOL_SPC_RGB) {
            // ITU-R BT.709 is for high definition; what is smaller and says nothing is BT.601.
            source.colorspace(source.height() >= SD_HEIGHT ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M);
        }
        boolean full = source.color_range() == avutil.AVCOL_RANGE_JPEG || source.format() == avutil.AV_PIX_FMT_YUVJ420P;
        source.color_range(full ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
        tag(source);
        Fit wanted = Fit.of(source.width(), source.height(), pixelAspect, width, height);
        if (source.width() == width
                && source.height() == height
                && wanted.width() == width
                && wanted.height() == height
                && source.format() == avutil.AV_PIX_FMT_YUV420P
                && source.colorspace() == avutil.AVCOL_SPC_BT709
                && !full) {
            return source;
        }
        if (!wanted.equals(fit)) {
            fill(canvas, 0, height, BLACK);
            fill(canvas, 1, height / 2, GREY);
            fill(canvas, 2, height / 2, GREY);
            fit = wanted;
        }
        openWindow();
        FfmpegErrors.check(sws_scale_frame(context, window, source), ErrorCode.ENCODER_FAILED, "scale a picture");
        av_frame_unref(source);
        return canvas;
    }

    /** Points the window frame, which owns nothing, at its part of the canvas. */
    private void openWindow() {
        describe(window, fit.width(), fit.height());
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            long offset = (long) (fit.top() >> shift) * canvas.linesize(plane) + (fit.left() >> shift);
            window.data(plane, new BytePointer(canvas.data(plane)).position(offset));
            window.linesize(plane, canvas.linesize(plane));
        }
    }

    @Override
    public void close() {
        for (int plane = 0; plane < 3; plane++) {
            window.data(plane, new BytePointer());
        }
        av_frame_free(source);
        av_frame_free(window);
        av_frame_free(canvas);
        sws_free_context(context);
    }
}
