package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.VideoRung;

/** What a good grabber or camera makes of painted pictures: H.264 at a high rate, a key picture every two seconds. */
final class LiveSource {
    private static final double QUALITY = 18;
    private static final int BITS_PER_SECOND = 12_000_000;
    private static final int BYTES_PER_PIXEL = 3;

    private LiveSource() {}

    /** @param pictures blue, green and red of each pixel by a picture's number */
    static TestSource of(int width, int height, int framesPerSecond, int frames, IntFunction<byte[]> pictures) {
        Ffmpeg.start();
        var rate = new FrameRate(framesPerSecond, 1);
        List<Sample> samples = new ArrayList<>();
        AVFrame frame = PictureScaler.frame(width, height);
        SwsContext scaler = sws_getContext(
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
        // Our own pictures say BT.709, so they must be converted so.
        IntPointer bt709 = new IntPointer(swscale.sws_getCoefficients(swscale.SWS_CS_ITU709));
        swscale.sws_setColorspaceDetails(scaler, bt709, 1, bt709, 0, 0, 1 << 16, 1 << 16);
        var rung = new VideoRung("source", width, height, QUALITY, BITS_PER_SECOND, 0, "superfast", "zerolatency");
        try (var pixels = new BytePointer((long) width * height * BYTES_PER_PIXEL);
                var planes = new PointerPointer<BytePointer>(1);
                var stride = new IntPointer(1);
                var encoder = new X264Encoder(rung, rate, 1)) {
            planes.put(0, pixels);
            stride.put(0, width * BYTES_PER_PIXEL);
            for (int i = 0; i < frames; i++) {
                pixels.put(pictures.apply(i), 0, width * height * BYTES_PER_PIXEL);
                sws_scale(scaler, planes, stride, 0, height, frame.data(), frame.linesize());
                encoder.send(
                        frame,
                        i,
                        i % (2 * framesPerSecond) == 0,
                        picture -> samples.add(new Sample(
                                rate.positionUs(picture.frame()),
                                (int) (rate.positionUs(picture.frame() + 1) - rate.positionUs(picture.frame())),
                                0,
                                picture.sync(),
                                picture.data())));
            }
            TrackFormat format = TrackFormat.video(
                    Codec.H264, 1_000_000, width, height, encoder.config().payload());
            return new TestSource().session(segments(format, rate, samples), 0);
        } finally {
            sws_freeContext(scaler);
            avutil.av_frame_free(frame);
        }
    }

    private static List<TestSource.Packed> segments(TrackFormat format, FrameRate rate, List<Sample> samples) {
        var source = SourceFormat.video(Codec.H264, format.width(), format.height(), rate);
        List<TestSource.Packed> segments = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= samples.size(); i++) {
            if (i == samples.size()
                    || (samples.get(i).sync()
                            && samples.get(i).pts() - samples.get(from).pts() >= 6_000_000)) {
                segments.add(TestSource.pack(format, source, samples.subList(from, i)));
                from = i;
            }
        }
        return segments;
    }
}
