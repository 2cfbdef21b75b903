package org.lectern.media.encode;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.VideoRung;

/**
 * Turns MJPEG and raw pictures into H.264, a picture in, a picture out, each at its own time, with a
 * key picture every two seconds. Another size of the source begins a new format. Not thread-safe.
 */
public final class PictureTranscoder implements CaptureTranscoder {
    private static final int TIMESCALE = 1_000_000;
    private static final long KEYFRAME_US = 2_000_000;
    /** Grouping of keyframes must not depend on a microsecond of rounding. */
    private static final long SLACK_US = 5_000;

    private static final double USUAL_FRAMES = 25;
    private static final double BITS_PER_PIXEL = 0.15;
    private static final int LEAST_BITS_PER_SECOND = 1_000_000;
    private static final double QUALITY = 20;
    /** More would hold pictures back. */
    private static final int THREADS = 1;

    private final PacketDecoder decoder;
    private final @Nullable PictureFilter filter;
    private final FrameRate rate;
    private final Map<Long, Long> times = new HashMap<>();
    private @Nullable PictureScaler scaler;
    private @Nullable X264Encoder encoder;
    private @Nullable TrackFormat format;
    private int sourceWidth;
    private int sourceHeight;
    private long next;
    private long lastUs = NO_TIME;
    private long keyUs = NO_TIME;

    /**
     * @param parameters of the stream
     * @param framesPerSecond as the stream claims, 0 where unknown: it caps the bit rate
     * @throws org.lectern.model.LecternException if there is no decoder for it
     */
    public PictureTranscoder(AVCodecParameters parameters, double framesPerSecond) {
        this(parameters, framesPerSecond, "");
    }

    /**
     * As the other, with filters of FFmpeg between.
     *
     * @param filters empty for none
     */
    public PictureTranscoder(AVCodecParameters parameters, double framesPerSecond, String filters) {
        filter = filters.isEmpty() ? null : new PictureFilter(filters);
        rate = FrameRate.nearest(framesPerSecond > 0 && framesPerSecond <= 60 ? framesPerSecond : USUAL_FRAMES);
        decoder = new PacketDecoder(parameters);
    }

    @Override
    public void send(AVPacket packet, long ptsUs, Receiver out) {
        decoder.send(packet, ptsUs, frame -> filter(frame, out));
    }

    private void filter(AVFrame frame, Receiver out) {
        if (filter == null) {
            take(frame, out);
        } else {
            filter.send(frame, filtered -> take(filtered, out));
        }
    }

    private void take(AVFrame frame, Receiver out) {
        long us = PacketDecoder.timeUs(frame);
        if (us == NO_TIME || frame.width() < 2 || frame.height() < 2) {
            return;
        }
        if (lastUs != NO_TIME && us <= lastUs && lastUs - us < KEYFRAME_US) {
            // A picture of the same time as the one before it has nothing to say.
            return;
        }
        if (frame.width() != sourceWidth || frame.height() != sourceHeight) {
            closeEncoder();
            open(frame.width(), frame.height());
        }
        X264Encoder to = encoder;
        PictureScaler through = scaler;
        if (to == null || through == null) {
            return;
        }
        boolean keyframe = keyUs == NO_TIME || us < lastUs || us - keyUs >= KEYFRAME_US - SLACK_US;
        keyUs = keyframe ? us : keyUs;
        lastUs = us;
        times.put(next, us);
        to.send(through.scale(frame), next++, keyframe, picture -> give(picture, out));
    }

    private void give(RungEncoder.Picture picture, Receiver out) {
        Long us = times.remove(picture.frame());
        TrackFormat now = format;
        if (us != null && now != null) {
            out.accept(us, 0, picture.sync(), picture.data(), now);
        }
    }

    private void open(int width, int height) {
        sourceWidth = width;
        sourceHeight = height;
        int evenWidth = width & ~1;
        int evenHeight = height & ~1;
        int bits = (int) Math.max(
                LEAST_BITS_PER_SECOND, (long) evenWidth * evenHeight * rate.framesPerSecond() * BITS_PER_PIXEL);
        scaler = new PictureScaler(evenWidth, evenHeight);
        var opened = new X264Encoder(
                new VideoRung("capture", evenWidth, evenHeight, QUALITY, bits, 0, "superfast", "zerolatency"),
                rate,
                THREADS);
        encoder = opened;
        format = TrackFormat.video(
                Codec.H264, TIMESCALE, evenWidth, evenHeight, opened.config().payload());
        keyUs = NO_TIME;
        times.clear();
    }

    @Override
    public void finish(Receiver out) {
        // The encoder holds nothing back; a decoder of reordered pictures does.
        decoder.finish(frame -> filter(frame, out));
        if (filter != null) {
            filter.finish(frame -> take(frame, out));
        }
    }

    private void closeEncoder() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        if (scaler != null) {
            scaler.close();
            scaler = null;
        }
    }

    @Override
    public void close() {
        closeEncoder();
        if (filter != null) {
            filter.close();
        }
        decoder.close();
    }
}
