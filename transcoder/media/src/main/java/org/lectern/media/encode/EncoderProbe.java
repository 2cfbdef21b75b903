package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.model.plan.VideoRung;

/**
 * Tries an encoder of this machine: two seconds of pictures in every rung of a camera's ladder, decoded again.
 * Not that it is there counts, but that it does what chunks need. Takes a second or two on the calling
 * thread.
 */
public final class EncoderProbe {
    private static final FrameRate RATE = new FrameRate(30, 1);
    private static final int PICTURES = 60;
    private static final int CUT = 30;
    /** The cut is not among them: it tempts encoders to put a key picture of their own. */
    private static final Set<Integer> FORCED = Set.of(0, 20, 41);
    /** Of pictures as easy as these, less is damage. */
    private static final double LEAST_LIKENESS_DB = 26;
    /** Two seconds under the cap, and what the buffer of 1.5 s may add; a tenth for the least of hardware. */
    private static final double MOST_SECONDS = (2 + 1.5) * 1.1;

    private static final int ID_DIGITS = 6;

    private EncoderProbe() {}

    /**
     * Tries an encoder.
     *
     * @param device path or number of the device, null for the first there is
     * @param atOnce as many chunks are to be encoded at once; some cards open fewer encoders
     * @throws LecternException ENCODER_FAILED if it is not there, or does not do what chunks need; the
     *     message says what was wrong
     */
    public static EncoderChoice probe(VideoEncoder encoder, @Nullable String device, int atOnce) {
        Ffmpeg.start();
        List<VideoRung> rungs = rungs();
        EncoderChoice choice = new EncoderChoice(encoder, device, encoder.key(), atOnce);
        ByteArrayOutputStream parameterSets = new ByteArrayOutputStream();
        for (VideoRung rung : rungs) {
            parameterSets.writeBytes(tried(choice, rung).payload());
        }
        int possible = openable(choice, rungs, atOnce);
        if (possible == 0) {
            throw failed("it opens fewer than %d encoders at once, which one chunk needs".formatted(rungs.size()));
        }
        String digest = ContentKey.of(parameterSets.toByteArray()).substring(0, ID_DIGITS);
        return new EncoderChoice(encoder, device, encoder.key() + "-" + digest, possible);
    }

    private static List<VideoRung> rungs() {
        SourceFormat camera = SourceFormat.video(Codec.H264, 1920, 1080, RATE);
        return ((TrackPlan.Video) LadderPlanner.plan(DeviceRole.PRESENTER, camera, Grid.DEFAULT)).rungs();
    }

    private static AvcConfig tried(EncoderChoice choice, VideoRung rung) {
        var pictures = new ProbePictures(rung.width(), rung.height(), CUT);
        List<RungEncoder.Picture> coded = new ArrayList<>();
        AvcConfig config;
        AVFrame frame = PictureScaler.frame(rung.width(), rung.height());
        try (var encoder = new HardwareEncoder(choice, rung, RATE)) {
            config = encoder.config();
            for (int i = 0; i < PICTURES; i++) {
                FfmpegErrors.check(av_frame_make_writable(frame), ErrorCode.ENCODER_FAILED, "make a picture");
                pictures.draw(frame, i);
                encoder.send(frame, i, FORCED.contains(i), coded::add);
            }
            encoder.finish(coded::add);
        } finally {
            av_frame_free(frame);
        }
        judgeCoded(rung, coded);
        judgeDecoded(rung, config, coded, pictures);
        return config;
    }

    /** Judges what came out; {@code LecternException} if it is not what was asked for. */
    static void judgeCoded(VideoRung rung, List<RungEncoder.Picture> coded) {
        if (coded.size() != PICTURES) {
            throw failed("of %d pictures it gave %d in rung %s".formatted(PICTURES, coded.size(), rung.name()));
        }
        long bits = 0;
        for (int i = 0; i < PICTURES; i++) {
            RungEncoder.Picture picture = coded.get(i);
            if (picture.frame() != i) {
                throw failed("picture %d came in place %d in rung %s".formatted(picture.frame(), i, rung.name()));
            }
            if (picture.sync() != FORCED.contains(i)) {
                throw failed("picture %d is %s IDR picture, which was%s asked for, in rung %s"
                        .formatted(i, picture.sync() ? "an" : "no", picture.sync() ? " not" : "", rung.name()));
            }
            bits += picture.data().length * 8L;
        }
        if (bits > rung.maxBitsPerSecond() * MOST_SECONDS) {
            throw failed("two seconds took %d kbit in rung %s, whose cap is %d kbit/s"
                    .formatted(bits / 1000, rung.name(), rung.maxBitsPerSecond() / 1000));
        }
    }

    private static void judgeDecoded(
            VideoRung rung, AvcConfig config, List<RungEncoder.Picture> coded, ProbePictures pictures) {
        TrackFormat format =
                TrackFormat.video(Codec.H264, RATE.numerator(), rung.width(), rung.height(), config.payload());
        int[] next = {0};
        AVFrame frame = av_frame_alloc();
        try (VideoDecoder decoder = new VideoDecoder(format, 0, 1)) {
            for (RungEncoder.Picture picture : coded) {
                decoder.send(new Sample(picture.frame(), 1, 0, picture.sync(), picture.data()), picture.frame());
                receive(decoder, frame, pictures, next, rung);
            }
            decoder.drain();
            receive(decoder, frame, pictures, next, rung);
        } finally {
            av_frame_free(frame);
        }
        if (next[0] != PICTURES) {
            throw failed("%d of %d pictures can be decoded in rung %s".formatted(next[0], PICTURES, rung.name()));
        }
    }

    private static void receive(
            VideoDecoder decoder, AVFrame frame, ProbePictures pictures, int[] next, VideoRung rung) {
        while (decoder.receive(frame)) {
            int number = next[0]++;
            double like = pictures.likeness(frame, number);
            boolean itself = like > pictures.likeness(frame, number - 1) && like > pictures.likeness(frame, number + 1);
            boolean sized = frame.width() == rung.width() && frame.height() == rung.height();
            av_frame_unref(frame);
            if (!sized || !itself || like < LEAST_LIKENESS_DB) {
                throw failed(
                        "picture %d does not look as it did in rung %s (%.1f dB)".formatted(number, rung.name(), like));
            }
        }
    }

    /** For how many chunks at once encoders of all rungs can be opened. */
    private static int openable(EncoderChoice choice, List<VideoRung> rungs, int most) {
        List<RungEncoder> open = new ArrayList<>();
        try {
            while (open.size() < rungs.size() * most) {
                open.add(new HardwareEncoder(choice, rungs.get(open.size() % rungs.size()), RATE));
            }
        } catch (LecternException e) {
            if (open.isEmpty()) {
                throw e;
            }
        } finally {
            open.forEach(RungEncoder::close);
        }
        return open.size() / rungs.size();
    }

    private static LecternException failed(String what) {
        return new LecternException(ErrorCode.ENCODER_FAILED, what);
    }
}
