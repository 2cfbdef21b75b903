package org.lectern.media.ffmpeg;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.lectern.model.DeviceUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's log, at debug: what a person must know comes as an error code of ours. Lines are masked,
 * as FFmpeg prints addresses with their credentials, and what servers say of them.
 */
final class FfmpegLog extends LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger("org.lectern.ffmpeg");
    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+$");

    // The native side keeps only a weak hold: a collected callback aborts the process.
    private static final FfmpegLog INSTANCE = new FfmpegLog();

    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

    private FfmpegLog() {}

    /** From now on these are never logged, wherever they stand. */
    static void hide(Collection<String> secrets) {
        SECRETS.addAll(secrets);
    }

    private static String masked(String line) {
        String masked = DeviceUrl.mask(line);
        for (String secret : SECRETS) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    static void install() {
        avutil.av_log_set_level(LOG.isDebugEnabled() ? avutil.AV_LOG_WARNING : avutil.AV_LOG_ERROR);
        avutil.setLogCallback(INSTANCE);
    }

    @Override
    public void call(int level, BytePointer text) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", masked(LINE_END.matcher(text.getString()).replaceAll("")));
        }
    }
}
