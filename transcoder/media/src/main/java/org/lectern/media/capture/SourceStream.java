package org.lectern.media.capture;

import org.jspecify.annotations.Nullable;
import org.lectern.model.Codec;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/**
 * One elementary stream that a device offers.
 *
 * @param index its number in the session
 * @param codec null if it cannot be recorded
 * @param codecName FFmpeg's name of the codec
 * @param framesPerSecond as the container claims, 0 where unknown
 */
public record SourceStream(
        int index, MediaKind kind, @Nullable Codec codec, String codecName, double framesPerSecond) {
    /** The same stream, recorded in a codec of ours. */
    SourceStream recordedAs(Codec recorded) {
        return new SourceStream(index, kind, recorded, codecName, framesPerSecond);
    }

    /** Why a stream without a codec of ours is not recorded. */
    public LecternException unsupported() {
        return SourceFailure.unsupported(codecName);
    }
}
