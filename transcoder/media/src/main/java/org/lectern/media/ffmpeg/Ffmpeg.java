package org.lectern.media.ffmpeg;

import java.util.Collection;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Starts FFmpeg once for the process. Only the libraries that Lectern needs: never libavdevice. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** Loads the natives and routes their log to slf4j. Cheap after the first call; safe for all threads. */
    public static void start() {
        version();
    }

    /** Keeps secrets out of FFmpeg's log, whichever way it prints them. Safe for all threads. */
    public static void hide(Collection<String> secrets) {
        FfmpegLog.hide(secrets);
    }

    /** The version of the FFmpeg build, such as {@code 8.1.2}. */
    public static String version() {
        return Started.VERSION;
    }

    private static final class Started {
        static final String VERSION = load();

        private static String load() {
            FfmpegLog.install();
            avcodec.avcodec_version();
            avformat.avformat_network_init();
            return avutil.av_version_info().getString();
        }
    }
}
