package org.lectern.media.upload;

import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Why a file cannot become a lecture, in words for who sent it. */
final class UploadFailure {
    private UploadFailure() {}

    static LecternException unreadable(String why) {
        return new LecternException(
                ErrorCode.UPLOAD_UNREADABLE,
                why
                        + " Send a recording as MP4, MOV, MKV, WebM, MPEG-TS, MP3, M4A, WAV, Ogg or FLAC; one that a player"
                        + " does not open either has to be exported again.");
    }

    static LecternException overLimit(String why) {
        return new LecternException(ErrorCode.UPLOAD_OVER_LIMIT, why);
    }

    /** Of a return code of FFmpeg. */
    static LecternException of(int error, String what) {
        if (error == avutil.AVERROR_ENOMEM()) {
            return overLimit("Reading the file takes more memory than an upload may have.");
        }
        return unreadable("%s (%s).".formatted(what, FfmpegErrors.text(error)));
    }
}
