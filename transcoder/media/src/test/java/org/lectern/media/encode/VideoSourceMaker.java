package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_DCT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_ME;
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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;

/** Makes the video of a pretended camera: one session, every picture with its number in it. */
final class VideoSourceMaker {
    private final Codec codec;
    private final int width;
    private final int height;
    private final FrameRate rate;
    private final int groupLength;
    private final int reordered;
    private boolean interlaced;

    VideoSourceMaker(Codec codec, int width, int height, FrameRate rate, int groupLength, int reordered) {
        this.codec = codec;
        this.width = width;
        this.height = height;
        this.rate = rate;
        this.groupLength = groupLength;
        this.reordered = reordered;
    }

    /** Each picture is two fields: its own, and as the second every other line of the one after it. */
    VideoSourceMaker interlaced() {
        interlaced = true;
        return this;
    }

    /** A session of a device: {@code frames} pictures numbered from {@code firstCounter}. */
    List<TestSource.Packed> session(long mediaStartUs, int firstCounter, int frames, int framesPerSegment) {
        Ffmpeg.start();
        List<Sample> coded = new ArrayList<>();
        byte[] config = encode(firstCounter, frames, mediaStartUs, coded);
        TrackFormat format = TrackFormat.video(codec, 1_000_000, width, height, config);
        SourceFormat sourceFormat = SourceFormat.video(codec, width, height, rate);
        List<TestSource.Packed> segments = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= coded.size(); i++) {
            if (i == coded.size() || (coded.get(i).sync() && i - from >= framesPerSegment)) {
                segments.add(TestSource.pack(format, sourceFormat, coded.subList(from, i)));
                from = i;
            }
        }
        return segments;
    }

    private byte[] encode(int firstCounter, int frames, long mediaStartUs, List<Sample> out) {
        AVCodec encoder = avcodec_find_encoder_by_name(codec == Codec.H264 ? "libx264" : "libx265");
        AVCodecContext context = avcodec_alloc_context3(encoder);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = PictureScaler.frame(width, height);
        try {
            context.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
            context.time_base(new AVRational().num(rate.denominator()).den(rate.numerator()));
            context.framerate(new AVRational().num(rate.numerator()).den(rate.denominator()));
            context.gop_size(groupLength).max_b_frames(reordered).thread_count(1);
            context.colorspace(avutil.AVCOL_SPC_BT709);
            int fields = interlaced ? AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME : 0;
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | fields);
            AVDictionary options = new AVDictionary(null);
            avutil.av_dict_set(options, "preset", "ultrafast", 0);
            avutil.av_dict_set(options, "crf", "18", 0);
            String common = "scenecut=0:bframes=" + reordered;
            avutil.av_dict_set(options, "x264-params", common + ":b-adapt=0", 0);
            avutil.av_dict_set(options, "x265-params", common + ":log-level=error:pools=1:frame-threads=1", 0);
            FfmpegErrors.check(avcodec_open2(context, encoder, options), ErrorCode.INTERNAL, "open the test encoder");
            avutil.av_dict_free(options);
            byte[] header = NativeBytes.bytes(context.extradata(), context.extradata_size());
            for (int i = 0; i <= frames; i++) {
                if (i < frames) {
                    draw(frame, firstCounter + i);
                    frame.pts(i);
                }
                avcodec_send_frame(context, i < frames ? frame : null);
                while (avcodec_receive_packet(context, packet) >= 0) {
                    out.add(sample(packet, out.size(), mediaStartUs));
                    av_packet_unref(packet);
                }
            }
            return codec == Codec.H264
                    ? AvcConfig.ofUnits(NalUnits.splitAnnexB(header)).payload()
                    : HevcConfigMaker.payload(NalUnits.splitAnnexB(header));
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private void draw(AVFrame frame, int counter) {
        CounterPicture.draw(frame, counter);
        if (interlaced) {
            frame.flags(frame.flags() | AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST);
            AVFrame next = PictureScaler.frame(width, height);
            CounterPicture.draw(next, counter + 1);
            for (long line = 1; line < height; line += 2) {
                Pointer.memcpy(
                        frame.data(0).getPointer(line * frame.linesize(0)),
                        next.data(0).getPointer(line * next.linesize(0)),
                        width);
            }
            av_frame_free(next);
        }
    }

    private Sample sample(AVPacket packet, int decodeIndex, long mediaStartUs) {
        long dts = mediaStartUs + us(decodeIndex);
        long pts = mediaStartUs + us(packet.pts());
        byte[] data =
                NalUnits.joinLengthPrefixed(NalUnits.splitAnnexB(NativeBytes.bytes(packet.data(), packet.size())));
        int duration = (int) (us(decodeIndex + 1) - us(decodeIndex));
        return new Sample(dts, duration, (int) (pts - dts), (packet.flags() & AV_PKT_FLAG_KEY) != 0, data);
    }

    /** Rounded as FFmpeg rounds time stamps. */
    private long us(long frame) {
        return Math.round(frame * 1e6 * rate.denominator() / rate.numerator());
    }
}
