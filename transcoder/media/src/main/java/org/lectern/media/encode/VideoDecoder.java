package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.NativeBytes;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Decodes the pictures of one source run. Not thread-safe; free with {@link #close()}. */
public final class VideoDecoder implements AutoCloseable {
    /** 8K and a little; bounds the memory that hostile parameter sets can ask for. */
    private static final long MAX_PIXELS = 8192L * 4608;

    private final AVCodecContext context;
    private final AVPacket packet;

    /**
     * @param reorderDepth how far pictures are reordered; the decoder cannot always know in time
     */
    public VideoDecoder(TrackFormat format, int reorderDepth, int threads) {
        AVCodec codec = decoder(format.codec());
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        try {
            NativeBytes.extradata(context, format.codecConfig());
            context.width(format.width()).height(format.height());
            context.has_b_frames(reorderDepth);
            context.thread_count(threads);
            context.max_pixels(MAX_PIXELS);
            FfmpegErrors.check(
                    avcodec_open2(context, codec, (AVDictionary) null), ErrorCode.MEDIA_DAMAGED, "open the decoder");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static AVCodec decoder(Codec codec) {
        // FFmpeg's own decoder of AV1, which it finds first, needs hardware.
        return codec == Codec.AV1
                ? avcodec_find_decoder_by_name("libaom-av1")
                : avcodec_find_decoder(codec == Codec.H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
    }

    /** Hands over a sample; false if the decoder refused it as damaged. All pictures must be received first. */
    public boolean send(Sample sample, long tag) {
        NativeBytes.packet(packet, sample.data());
        packet.pts(tag).dts(tag);
        packet.flags(sample.sync() ? org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY : 0);
        return sent(packet);
    }

    /** Announces the end: what is delayed can be received, then nothing more. */
    public void drain() {
        sent(null);
    }

    /** Forgets what was sent, also that it was the end: the next sample begins anew. */
    public void reset() {
        avcodec_flush_buffers(context);
    }

    private boolean sent(@Nullable AVPacket what) {
        int result = avcodec_send_packet(context, what);
        if (what != null) {
            av_packet_unref(what);
        }
        if (result == NativeBytes.AGAIN || result == NativeBytes.NO_MEMORY) {
            throw new LecternException(
                    ErrorCode.ENCODER_FAILED, "The decoder takes no more: " + FfmpegErrors.text(result));
        }
        return result >= 0;
    }

    /** Receives the next picture, tagged in {@code pts} as its sample was; false if there is none yet. */
    public boolean receive(AVFrame frame) {
        // A damaged picture is skipped here; the ones behind it still come.
        for (int tries = 0; tries < 64; tries++) {
            int result = avcodec_receive_frame(context, frame);
            if (result >= 0) {
                return true;
            }
            if (result == NativeBytes.AGAIN || result == NativeBytes.END) {
                return false;
            }
        }
        return false;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
