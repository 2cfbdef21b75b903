package org.lectern.media.encode;

import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.VideoEncoder;

/**
 * Which encoder makes the pictures of a chunk.
 *
 * @param device path or number of the device, null for the first there is
 * @param id the encoder with a digest of the parameter sets that it writes, e.g. {@code nvenc-3f09c2}:
 *     what was encoded under the same one can be joined without a discontinuity
 * @param atOnce chunks that the device takes at once
 */
public record EncoderChoice(VideoEncoder encoder, @Nullable String device, String id, int atOnce) {
    /** The one that is there always. */
    public static final EncoderChoice X264 =
            new EncoderChoice(VideoEncoder.X264, null, VideoEncoder.X264.key(), Integer.MAX_VALUE);

    /** Whether it is x264, of which the same input gives the same bytes. */
    public boolean isX264() {
        return encoder == VideoEncoder.X264;
    }
}
