package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;

import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.NalUnits;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.VideoRung;

/**
 * x264 for one rung: High profile, capped CRF, closed groups of pictures that begin only where asked.
 * What it writes besides pictures, its settings among them, is left out, so that the initialisation
 * segment depends on the plan alone. Not thread-safe; free with {@link #close()}.
 */
final class X264Encoder implements RungEncoder {
    private static final double BUFFER_SECONDS = 1.5;
    /** Longer than any chunk: IDR pictures stand only where they are forced. */
    private static final int NO_KEYFRAME_OF_ITS_OWN = 100_000;

    /** Stitchable: the picture parameter set does not tell of the rate factor. */
    private static final String PARAMETERS = "scenecut=0:open-gop=0:sliced-threads=0:stitchable=1";
    /** What {@code ultrafast} leaves out and the picture parameter set tells of. */
    private static final String SAME_PARAMETER_SETS = ":cabac=1:8x8dct=1:weightp=1:weightb=1";

    /** All that x264 uses on processors with AVX-512, but AVX-512. */
    private static final String BELOW_AVX512 = ":asm=MMX2,SSE2Fast,LZCNT,SSSE3,SSE4.2,AVX,FMA3,BMI1,BMI2,AVX2";

    private final AVCodecContext context;
    private final AVPacket packet;
    private final AvcConfig config;

    X264Encoder(VideoRung rung, FrameRate rate, int threads) {
        this(rung, Hurry.NONE, rate, threads, 0);
    }

    /**
     * @param hurry what is given up; the parameter sets are the same in each case
     * @param identifier of its parameter sets, 0 to 31
     */
    X264Encoder(VideoRung rung, Hurry hurry, FrameRate rate, int threads, int identifier) {
        AVCodec codec = avcodec_find_encoder_by_name("libx264");
        if (codec == null || codec.isNull()) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED, "This FFmpeg build has no x264: use its GPL build (classifier -gpl).");
        }
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        try {
            open(codec, rung, hurry, rate, threads, identifier);
            config = AvcConfig.ofUnits(
                    NalUnits.splitAnnexB(NativeBytes.bytes(context.extradata(), context.extradata_size())));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(AVCodec codec, VideoRung rung, Hurry hurry, FrameRate rate, int threads, int identifier) {
        context.width(rung.width()).height(rung.height()).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        try (AVRational one = new AVRational();
                AVRational framerate = new AVRational();
                AVRational timeBase = new AVRational()) {
            context.sample_aspect_ratio(one.num(1).den(1));
            context.framerate(framerate.num(rate.numerator()).den(rate.denominator()));
            context.time_base(timeBase.num(rate.denominator()).den(rate.numerator()));
        }
        context.color_primaries(avutil.AVCOL_PRI_BT709)
                .color_trc(avutil.AVCOL_TRC_BT709)
                .colorspace(avutil.AVCOL_SPC_BT709)
                .color_range(avutil.AVCOL_RANGE_MPEG);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP);
        context.gop_size(NO_KEYFRAME_OF_ITS_OWN);
        context.max_b_frames(rung.bFrames());
        context.thread_count(threads);
        context.rc_max_rate(rung.maxBitsPerSecond());
        context.rc_buffer_size((int) Math.round(rung.maxBitsPerSecond() * BUFFER_SECONDS));
        try (AVDictionary options = new AVDictionary(null)) {
            avutil.av_dict_set(options, "preset", preset(rung, hurry), 0);
            if (!rung.tune().isEmpty()) {
                avutil.av_dict_set(options, "tune", rung.tune(), 0);
            }
            avutil.av_dict_set(options, "profile", "high", 0);
            avutil.av_dict_set(options, "crf", Double.toString(rung.crf()), 0);
            avutil.av_dict_set(options, "forced-idr", "1", 0);
            avutil.av_dict_set(
                    options,
                    "x264-params",
                    PARAMETERS + parameters(hurry) + (identifier > 0 ? ":sps-id=" + identifier : "") + instructions(),
                    0);
            int result = avcodec_open2(context, codec, options);
            avutil.av_dict_free(options);
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "open x264 for rung " + rung.name());
        }
    }

    private static String preset(VideoRung rung, Hurry hurry) {
        return switch (hurry) {
            case NONE -> rung.preset();
            case FAST, LOW_FIRST -> "superfast";
            case FASTEST -> "ultrafast";
        };
    }

    private static String parameters(Hurry hurry) {
        return hurry == Hurry.FASTEST ? SAME_PARAMETER_SETS : "";
    }

    /**
     * x264's macroblock tree for AVX-512 reads memory that was never written where the width is no
     * multiple of its vectors, so the same pictures gave other bytes each time. The other instruction
     * sets agree with each other, and are as fast.
     */
    private static String instructions() {
        return (avutil.av_get_cpu_flags() & avutil.AV_CPU_FLAG_AVX512) != 0 ? BELOW_AVX512 : "";
    }

    @Override
    public AvcConfig config() {
        return config;
    }

    @Override
    public void send(AVFrame frame, long index, boolean keyframe, Consumer<Picture> out) {
        frame.pts(index);
        frame.pict_type(keyframe ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        submit(frame, out);
    }

    @Override
    public void finish(Consumer<Picture> out) {
        submit(null, out);
    }

    private void submit(@Nullable AVFrame frame, Consumer<Picture> out) {
        FfmpegErrors.check(avcodec_send_frame(context, frame), ErrorCode.ENCODER_FAILED, "encode a picture");
        while (true) {
            int result = avcodec_receive_packet(context, packet);
            if (result == NativeBytes.AGAIN || result == NativeBytes.END) {
                return;
            }
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "encode a picture");
            List<byte[]> units = NalUnits.splitAnnexB(NativeBytes.bytes(packet.data(), packet.size())).stream()
                    .filter(unit -> NalUnits.h264Type(unit) != NalUnits.H264_SEI)
                    .toList();
            Picture picture = new Picture(
                    packet.pts(), (packet.flags() & AV_PKT_FLAG_KEY) != 0, NalUnits.joinLengthPrefixed(units));
            av_packet_unref(packet);
            out.accept(picture);
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
