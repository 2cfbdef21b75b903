package org.lectern.transcoder;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.FloatPointer;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;

/** Devices that show and sound as a test says, encoded once. */
public final class PaintedSource {
    private static final int TIMESCALE = 1_000_000;
    private static final int SAMPLE_RATE = 48_000;
    private static final int PICTURES_PER_SECOND = 5;
    private static final int SEGMENT_SECONDS = 6;
    private static final int FRAME = 1024;

    private PaintedSource() {}

    /** A slides device, five pictures a second of 3-byte BGR, a key picture each 6 s. */
    public static TestSource slides(int seconds, IntFunction<BufferedImage> picture) {
        return pictures(seconds, PICTURES_PER_SECOND, PICTURES_PER_SECOND * SEGMENT_SECONDS, picture);
    }

    /** A device of pictures of 3-byte BGR; {@code perGroup} is how many there are from key picture to key picture. */
    public static TestSource pictures(int seconds, int perSecond, int perGroup, IntFunction<BufferedImage> picture) {
        Ffmpeg.start();
        BufferedImage first = picture.apply(0);
        int width = first.getWidth();
        int height = first.getHeight();
        AVCodec codec = avcodec_find_encoder_by_name("libx264");
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.width(width)
                .height(height)
                .pix_fmt(AV_PIX_FMT_YUV420P)
                .gop_size(perGroup)
                .max_b_frames(0);
        context.time_base(new AVRational().num(1).den(perSecond)).thread_count(1);
        context.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "preset", "ultrafast", 0);
        av_dict_set(options, "crf", "16", 0);
        av_dict_set(options, "x264-params", "scenecut=0", 0);
        FfmpegErrors.check(avcodec_open2(context, codec, options), ErrorCode.INTERNAL, "open x264");
        av_dict_free(options);
        List<byte[]> units = new ArrayList<>();
        List<Boolean> sync = new ArrayList<>();
        AVFrame bgr = frame(width, height, AV_PIX_FMT_BGR24);
        AVFrame yuv = frame(width, height, AV_PIX_FMT_YUV420P);
        yuv.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
        SwsContext scaler = sws_alloc_context();
        for (int i = 0; i < seconds * perSecond; i++) {
            byte[] pixels = ((DataBufferByte) picture.apply(i).getRaster().getDataBuffer()).getData();
            for (int y = 0; y < height; y++) {
                bgr.data(0).position((long) y * bgr.linesize(0)).put(pixels, y * width * 3, width * 3);
            }
            bgr.data(0).position(0);
            FfmpegErrors.check(av_frame_make_writable(yuv), ErrorCode.INTERNAL, "make a picture");
            FfmpegErrors.check(sws_scale_frame(scaler, yuv, bgr), ErrorCode.INTERNAL, "convert a picture");
            yuv.pts(i);
            encode(context, yuv, units, sync);
        }
        encode(context, null, units, sync);
        byte[] header = NativeBytes.bytes(context.extradata(), context.extradata_size());
        sws_free_context(scaler);
        av_frame_free(bgr);
        av_frame_free(yuv);
        avcodec_free_context(context);
        return new TestSource(
                SourceFormat.video(Codec.H264, width, height, new FrameRate(perSecond, 1)),
                TrackFormat.video(
                        Codec.H264,
                        TIMESCALE,
                        width,
                        height,
                        AvcConfig.ofUnits(NalUnits.splitAnnexB(header)).payload()),
                units.stream()
                        .map(unit -> NalUnits.joinLengthPrefixed(NalUnits.splitAnnexB(unit)))
                        .toList(),
                sync,
                perSecond * SEGMENT_SECONDS,
                1_000_000 / perSecond);
    }

    /** A microphone, mono: {@code sample} gives the amplitude at a time in seconds. */
    public static TestSource sound(int seconds, DoubleUnaryOperator sample) {
        Ffmpeg.start();
        AVCodec codec = avcodec_find_encoder_by_name("aac");
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.sample_rate(SAMPLE_RATE).sample_fmt(AV_SAMPLE_FMT_FLTP).bit_rate(96_000);
        context.ch_layout(new AVChannelLayout()
                .order(AV_CHANNEL_ORDER_NATIVE)
                .nb_channels(1)
                .u_mask(4));
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        FfmpegErrors.check(avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.INTERNAL, "open aac");
        List<byte[]> units = new ArrayList<>();
        List<Boolean> sync = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        frame.format(AV_SAMPLE_FMT_FLTP).nb_samples(FRAME).sample_rate(SAMPLE_RATE);
        frame.ch_layout(context.ch_layout());
        FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.INTERNAL, "make sound");
        float[] samples = new float[FRAME];
        for (long at = 0; at < (long) seconds * SAMPLE_RATE; at += FRAME) {
            for (int i = 0; i < FRAME; i++) {
                samples[i] = (float) sample.applyAsDouble((double) (at + i) / SAMPLE_RATE);
            }
            av_frame_make_writable(frame);
            new FloatPointer(frame.data(0)).put(samples);
            frame.pts(at);
            encode(context, frame, units, sync);
        }
        av_frame_free(frame);
        avcodec_free_context(context);
        return new TestSource(
                SourceFormat.audio(Codec.AAC, SAMPLE_RATE, 1),
                TrackFormat.audio(
                        Codec.AAC,
                        TIMESCALE,
                        SAMPLE_RATE,
                        1,
                        AacConfig.lowComplexity(SAMPLE_RATE, 1).bytes(),
                        "und"),
                units,
                units.stream().map(unit -> true).toList(),
                SEGMENT_SECONDS * SAMPLE_RATE / FRAME + 1,
                0);
    }

    private static AVFrame frame(int width, int height, int format) {
        AVFrame frame = av_frame_alloc();
        frame.width(width).height(height).format(format);
        FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.INTERNAL, "make a picture");
        return frame;
    }

    private static void encode(AVCodecContext context, AVFrame frame, List<byte[]> units, List<Boolean> sync) {
        AVPacket packet = av_packet_alloc();
        FfmpegErrors.check(avcodec_send_frame(context, frame), ErrorCode.INTERNAL, "encode");
        while (avcodec_receive_packet(context, packet) >= 0) {
            units.add(NativeBytes.bytes(packet.data(), packet.size()));
            sync.add((packet.flags() & AV_PKT_FLAG_KEY) != 0);
            av_packet_unref(packet);
        }
        av_packet_free(packet);
    }
}
