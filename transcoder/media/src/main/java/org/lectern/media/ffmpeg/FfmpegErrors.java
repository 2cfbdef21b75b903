package org.lectern.media.ffmpeg;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** FFmpeg's return codes as text and as exceptions. */
public final class FfmpegErrors {
    private FfmpegErrors() {}

    /** FFmpeg's own words for a negative return code. */
    public static String text(int error) {
        try (var buffer = new BytePointer(avutil.AV_ERROR_MAX_STRING_SIZE)) {
            avutil.av_strerror(error, buffer, buffer.capacity());
            return buffer.limit(BytePointer.strlen(buffer)).getString();
        }
    }

    /**
     * Returns {@code result} if it is not negative.
     *
     * @param what what was tried, as it reads after "could not"
     * @throws LecternException with {@code code}
     */
    public static int check(int result, ErrorCode code, String what) {
        if (result < 0) {
            throw new LecternException(code, "FFmpeg could not %s: %s.".formatted(what, text(result)));
        }
        return result;
    }
}
