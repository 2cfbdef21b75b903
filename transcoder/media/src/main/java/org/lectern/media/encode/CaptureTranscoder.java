package org.lectern.media.encode;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.lectern.media.mp4.TrackFormat;

/**
 * Turns the packets of one stream, as a demuxer gives them, into packets of a codec that source
 * segments hold, while they come. Not thread-safe; free with {@link #close()}.
 */
public sealed interface CaptureTranscoder extends AutoCloseable permits SoundTranscoder, PictureTranscoder {
    /** No time is known. */
    long NO_TIME = Long.MIN_VALUE;

    /** Takes coded packets. */
    interface Receiver {
        /**
         * @param ptsUs presentation and decode time in the media time of what was sent, microseconds
         * @param data NAL units behind lengths of 4 bytes, or one raw AAC block
         */
        void accept(long ptsUs, long durationUs, boolean keyframe, byte[] data, TrackFormat format);
    }

    /**
     * Takes a packet; what is done comes out. Damaged packets are skipped.
     *
     * @param ptsUs its presentation time in microseconds, or {@link #NO_TIME}
     */
    void send(AVPacket packet, long ptsUs, Receiver out);

    /** Lets out what is delayed. */
    void finish(Receiver out);

    @Override
    void close();
}
