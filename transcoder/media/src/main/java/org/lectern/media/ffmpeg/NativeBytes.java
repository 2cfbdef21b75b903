package org.lectern.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Bytes into and out of FFmpeg's structures, and the return codes that are no errors. */
public final class NativeBytes {
    public static final int AGAIN = avutil.AVERROR_EAGAIN();
    public static final int NO_MEMORY = avutil.AVERROR_ENOMEM();
    public static final int END = avutil.AVERROR_EOF();

    private NativeBytes() {}

    /** Sets a context's extradata; freed with the context. */
    public static void extradata(AVCodecContext context, byte[] bytes) {
        BytePointer data = new BytePointer(av_mallocz(bytes.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
        if (data.isNull()) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "There is no memory for a decoder.");
        }
        data.capacity(bytes.length).put(bytes, 0, bytes.length);
        context.extradata(data).extradata_size(bytes.length);
    }

    /** Fills an empty packet; freed when it is unreferenced. */
    public static void packet(AVPacket packet, byte[] bytes) {
        FfmpegErrors.check(av_new_packet(packet, bytes.length), ErrorCode.ENCODER_FAILED, "make a packet");
        packet.data().capacity(bytes.length).put(bytes, 0, bytes.length);
    }

    /** A copy of native bytes. */
    public static byte[] bytes(BytePointer data, int length) {
        byte[] bytes = new byte[length];
        data.capacity(length).get(bytes, 0, length);
        return bytes;
    }
}
