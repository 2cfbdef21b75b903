package org.lectern.media.encode;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.mp4.AvcConfig;

/**
 * Makes H.264 of the pictures of one rung: capped quality, closed groups of pictures that begin only
 * where asked. Not thread-safe; free with {@link #close()}.
 */
sealed interface RungEncoder extends AutoCloseable permits X264Encoder, HardwareEncoder {
    /**
     * A coded picture.
     *
     * @param frame index that it was sent with
     * @param sync whether it is an IDR picture
     * @param data NAL units behind their lengths
     */
    record Picture(long frame, boolean sync, byte[] data) {}

    /** Its parameter sets. */
    AvcConfig config();

    /** Encodes a picture of 8-bit 4:2:0; what is done comes out in decode order. The frame may be reused afterwards. */
    void send(AVFrame frame, long index, boolean keyframe, Consumer<Picture> out);

    /** Lets out what is delayed; nothing can be sent afterwards. */
    void finish(Consumer<Picture> out);

    @Override
    void close();
}
