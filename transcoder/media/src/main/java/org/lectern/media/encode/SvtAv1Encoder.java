package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import org.lectern.media.ffmpeg.SvtLog;
import org.lectern.media.mp4.Av1Config;
import org.lectern.media.mp4.Obus;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.plan.VideoRung;

/**
 * SVT-AV1 for one rung of slides: Main profile with the tools for screens, capped CRF, closed groups of
 * pictures that begin only where asked. The same pictures give the same bytes on every machine
 * (docs/adr/0026). Its threads count as one. Not thread-safe; free with {@link #close()}.
 */
final class SvtAv1Encoder implements RungEncoder {
    /** Longer than any chunk: key frames stand only where they are forced. */
    private static final int NO_KEYFRAME_OF_ITS_OWN = 100_000;
    /** Of the rung's cap: its own lets a group of pictures pass by up to 0.6. */
    private static final double CAP = 0.6;

    private static final double BUFFER_SECONDS = 1.5;
    /** Tools for screens always, not where they are found useful: that would depend on the pictures. */
    private static final String PARAMETERS = "scm=1:lp=1:pred-struct=2";

    /** The sequence header by what it depends on: size, rate and preset, but not quality. */
    private static final Map<String, Av1Config> CONFIGS = new ConcurrentHashMap<>();

    private final AVCodecContext context;
    private final AVPacket packet;
    private final Av1Config config;

    SvtAv1Encoder(VideoRung rung, FrameRate rate) {
        this(rung, rate, configOf(rung, rate));
    }

    private SvtAv1Encoder(VideoRung rung, FrameRate rate, @Nullable Av1Config known) {
        SvtLog.quiet();
        AVCodec codec = avcodec_find_encoder_by_name("libsvtav1");
        if (codec == null || codec.isNull()) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED,
                    "This FFmpeg build has no SVT-AV1: use another, or switch lectern.slides.av1 off.");
        }
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        try {
            open(codec, rung, rate);
            config = known == null ? probe(rung) : known;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The header that all chunks of the rung have: found out once, as it is told with a picture only. */
    private static Av1Config configOf(VideoRung rung, FrameRate rate) {
        String of = "%d %d %s %s".formatted(rung.width(), rung.height(), rate, rung.preset());
        Av1Config known = CONFIGS.get(of);
        if (known == null) {
            try (var probe = new SvtAv1Encoder(rung, rate, null)) {
                known = probe.config;
            }
            CONFIGS.put(of, known);
        }
        return known;
    }

    private Av1Config probe(VideoRung rung) {
        AVFrame black = PictureScaler.frame(rung.width(), rung.height());
        byte[][] unit = new byte[1][];
        try {
            black.pts(0).pict_type(avutil.AV_PICTURE_TYPE_I);
            submit(black, (frame, bytes) -> unit[0] = bytes);
            submit(null, (frame, bytes) -> unit[0] = bytes);
            return Av1Config.ofTemporalUnit(unit[0] == null ? new byte[0] : unit[0]);
        } catch (IllegalArgumentException e) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "SVT-AV1 wrote no sequence header.", e);
        } finally {
            av_frame_free(black);
        }
    }

    private void open(AVCodec codec, VideoRung rung, FrameRate rate) {
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
        context.flags(context.flags() | AV_CODEC_FLAG_CLOSED_GOP);
        context.gop_size(NO_KEYFRAME_OF_ITS_OWN);
        context.thread_count(1);
        context.rc_max_rate(Math.round(rung.maxBitsPerSecond() * CAP));
        context.rc_buffer_size((int) Math.round(rung.maxBitsPerSecond() * CAP * BUFFER_SECONDS));
        try (AVDictionary options = new AVDictionary(null)) {
            avutil.av_dict_set(options, "preset", rung.preset(), 0);
            avutil.av_dict_set(options, "crf", Long.toString(Math.round(rung.crf())), 0);
            avutil.av_dict_set(options, "svtav1-params", PARAMETERS, 0);
            int result = avcodec_open2(context, codec, options);
            avutil.av_dict_free(options);
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "open SVT-AV1 for rung " + rung.name());
        }
    }

    @Override
    public Av1Config config() {
        return config;
    }

    @Override
    public void send(AVFrame frame, long index, boolean keyframe, Consumer<Picture> out) {
        frame.pts(index);
        frame.pict_type(keyframe ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        submit(frame, (shown, unit) -> out.accept(picture(shown, unit)));
    }

    @Override
    public void finish(Consumer<Picture> out) {
        submit(null, (shown, unit) -> out.accept(picture(shown, unit)));
    }

    private Picture picture(long frame, byte[] temporalUnit) {
        byte[] sample = Obus.sample(temporalUnit);
        boolean sync = Obus.isSync(sample);
        if (sync && !Av1Config.ofTemporalUnit(sample).equals(config)) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED, "SVT-AV1 wrote another sequence header than for other chunks.");
        }
        return new Picture(frame, sync, sample);
    }

    private interface TemporalUnits {
        void take(long frame, byte[] bytes);
    }

    private void submit(@Nullable AVFrame frame, TemporalUnits out) {
        FfmpegErrors.check(avcodec_send_frame(context, frame), ErrorCode.ENCODER_FAILED, "encode a picture");
        while (true) {
            int result = avcodec_receive_packet(context, packet);
            if (result == NativeBytes.AGAIN || result == NativeBytes.END) {
                return;
            }
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "encode a picture");
            byte[] bytes = NativeBytes.bytes(packet.data(), packet.size());
            long shown = packet.pts();
            av_packet_unref(packet);
            out.take(shown, bytes);
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
