package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.NalUnits;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.VideoRung;

/**
 * Encodes pictures as a camera does: at once, one in, one out. For simulated devices. Not thread-safe;
 * free with {@link #close()}.
 */
public final class LiveVideoEncoder implements AutoCloseable {
    private static final int BYTES_PER_PIXEL = 3;

    private final X264Encoder encoder;
    private final SwsContext scaler;
    private final BytePointer pixels;
    private final AVFrame frame;
    private final int width;
    private final int height;
    private long next;

    /**
     * Opens it.
     *
     * @param width pixels, even
     * @param height pixels, even
     * @param maxBitsPerSecond cap of the rate
     */
    public LiveVideoEncoder(int width, int height, FrameRate rate, int maxBitsPerSecond) {
        Ffmpeg.start();
        this.width = width;
        this.height = height;
        encoder = new X264Encoder(
                new VideoRung("live", width, height, 23, maxBitsPerSecond, 0, "ultrafast", "zerolatency"), rate, 1);
        scaler = sws_getContext(
                width,
                height,
                avutil.AV_PIX_FMT_BGR24,
                width,
                height,
                avutil.AV_PIX_FMT_YUV420P,
                swscale.SWS_BILINEAR,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        pixels = new BytePointer((long) width * height * BYTES_PER_PIXEL);
        frame = av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
        FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.ENCODER_FAILED, "make a picture");
    }

    /** The parameter sets, as they also stand before each IDR picture. */
    public AvcConfig config() {
        return encoder.config();
    }

    /**
     * Encodes a picture.
     *
     * @param bgr rows from the top, blue, green and red byte of each pixel
     * @param keyframe whether it must be an IDR picture
     * @return its NAL units, without start codes
     */
    public List<byte[]> encode(byte[] bgr, boolean keyframe) {
        pixels.put(bgr, 0, width * height * BYTES_PER_PIXEL);
        FfmpegErrors.check(av_frame_make_writable(frame), ErrorCode.ENCODER_FAILED, "make a picture");
        try (var source = new PointerPointer<BytePointer>(1);
                var stride = new IntPointer(1)) {
            source.put(0, pixels);
            stride.put(0, width * BYTES_PER_PIXEL);
            sws_scale(scaler, source, stride, 0, height, frame.data(), frame.linesize());
        }
        List<byte[]> units = new ArrayList<>();
        encoder.send(frame, next++, keyframe, picture -> units.addAll(NalUnits.splitLengthPrefixed(picture.data(), 4)));
        return units;
    }

    @Override
    public void close() {
        encoder.close();
        sws_freeContext(scaler);
        pixels.close();
        av_frame_free(frame);
    }
}
