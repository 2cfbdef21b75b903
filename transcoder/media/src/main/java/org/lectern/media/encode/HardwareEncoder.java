package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
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
import org.lectern.model.plan.VideoRung;

/**
 * An encoder of the machine for one rung, without B pictures: not all hardware has them, and what it
 * does with them at a forced IDR picture differs. What it writes besides slices is left out. Its bytes may
 * differ each time. Not thread-safe; free with {@link #close()}.
 */
final class HardwareEncoder implements RungEncoder {
    private static final double BUFFER_SECONDS = 1.5;
    /** Longer than any chunk, and what every encoder takes: IDR pictures stand only where they are forced. */
    private static final int NO_KEYFRAME_OF_ITS_OWN = 30_000;

    private final String name;
    private final HardwareDevice device;
    private final AVCodecContext context;
    private final AVPacket packet;
    private final AvcConfig config;

    HardwareEncoder(EncoderChoice choice, VideoRung rung, FrameRate rate) {
        int level = LevelLimits.level(rung, rate);
        HardwareSettings settings = HardwareSettings.of(choice.encoder(), rung, level, choice.device());
        name = settings.codec();
        AVCodec codec = avcodec_find_encoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "This FFmpeg build has no %s.".formatted(name));
        }
        device = new HardwareDevice(choice.encoder(), settings.planar(), choice.device());
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        try {
            describe(rung, rate, level, settings);
            device.attach(context);
            open(codec, rung, settings);
            config = AvcConfig.ofUnits(
                    NalUnits.splitAnnexB(NativeBytes.bytes(context.extradata(), context.extradata_size())));
        } catch (IllegalArgumentException e) {
            close();
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED, "%s does not tell its parameter sets.".formatted(name), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void describe(VideoRung rung, FrameRate rate, int level, HardwareSettings settings) {
        context.width(rung.width()).height(rung.height());
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
        context.max_b_frames(0);
        context.level(level);
        context.bit_rate(settings.bitsPerSecond());
        context.rc_max_rate(rung.maxBitsPerSecond());
        context.rc_buffer_size((int) Math.round(rung.maxBitsPerSecond() * BUFFER_SECONDS));
        if (settings.quality() > 0) {
            context.global_quality(settings.quality());
        }
    }

    private void open(AVCodec codec, VideoRung rung, HardwareSettings settings) {
        try (AVDictionary options = new AVDictionary(null)) {
            settings.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
            int result = avcodec_open2(context, codec, options);
            String unknown = avutil.av_dict_count(options) == 0
                    ? ""
                    : avutil.av_dict_iterate(options, null).key().getString();
            avutil.av_dict_free(options);
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, "open %s for rung %s".formatted(name, rung.name()));
            if (!unknown.isEmpty()) {
                throw new LecternException(
                        ErrorCode.ENCODER_FAILED, "This build's %s has no setting '%s'.".formatted(name, unknown));
            }
        }
    }

    @Override
    public AvcConfig config() {
        return config;
    }

    @Override
    public void send(AVFrame frame, long index, boolean keyframe, Consumer<Picture> out) {
        AVFrame brought = device.bring(frame);
        brought.pts(index);
        brought.pict_type(keyframe ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        submit(brought, out);
    }

    @Override
    public void finish(Consumer<Picture> out) {
        submit(null, out);
    }

    private void submit(@Nullable AVFrame frame, Consumer<Picture> out) {
        String what = "encode a picture by " + name;
        FfmpegErrors.check(avcodec_send_frame(context, frame), ErrorCode.ENCODER_FAILED, what);
        while (true) {
            int result = avcodec_receive_packet(context, packet);
            if (result == NativeBytes.AGAIN || result == NativeBytes.END) {
                return;
            }
            FfmpegErrors.check(result, ErrorCode.ENCODER_FAILED, what);
            List<byte[]> slices = NalUnits.splitAnnexB(NativeBytes.bytes(packet.data(), packet.size())).stream()
                    .filter(HardwareEncoder::isSlice)
                    .toList();
            // By the picture itself: some mark every intra picture as a key picture.
            boolean idr = slices.stream().anyMatch(unit -> NalUnits.h264Type(unit) == NalUnits.H264_IDR);
            Picture picture = new Picture(packet.pts(), idr, NalUnits.joinLengthPrefixed(slices));
            av_packet_unref(packet);
            out.accept(picture);
        }
    }

    private static boolean isSlice(byte[] unit) {
        int type = NalUnits.h264Type(unit);
        return type == NalUnits.H264_SLICE || type == NalUnits.H264_IDR;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
        device.close();
    }
}
