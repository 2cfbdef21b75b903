package org.lectern.media.encode;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.mp4.CodecConfig;

/**
 * Encodes the pictures of one rung: capped quality, closed groups of pictures that begin only where
 * asked. Not thread-safe; free with {@link #close()}.
 */
sealed interface RungEncoder extends AutoCloseable permits X264Encoder, HardwareEncoder, SvtAv1Encoder {
    /**
     * A coded picture.
     *
     * @param frame index that it was sent with
     * @param sync whether decoding can begin with it: an IDR picture, a key frame
     * @param data of its sample: NAL units behind their lengths, or open bitstream units
     */
    record Picture(long frame, boolean sync, byte[] data) {}

    /** What a decoder has to know. */
    CodecConfig config();

    /** Encodes a picture of 8-bit 4:2:0; what is done comes out in decode order. The frame may be reused afterwards. */
    void send(AVFrame frame, long index, boolean keyframe, Consumer<Picture> out);

    /** Lets out what is delayed; nothing can be sent afterwards. */
    void finish(Consumer<Picture> out);

    @Override
    void close();
}
