package org.lectern.media.hls.check;

import java.util.regex.Pattern;

/** RFC 6381 codecs strings of what Lectern publishes. */
final class Codecs {
    static final Pattern H264 = Pattern.compile("avc1\\.([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})");
    /** AV1 codec ISO media file format binding, section 5: profile, level, tier, bits; then the colour. */
    static final Pattern AV1 = Pattern.compile(
            "av01\\.([012])\\.([0-9]{2})([MH])\\.(08|10|12)(\\.[01]\\.[01]{2}[0-3]\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[01])?");

    static final String AAC_LC = "mp4a.40.2";

    private Codecs() {}

    static boolean isVideo(String codec) {
        return codec.startsWith("avc")
                || codec.startsWith("hvc")
                || codec.startsWith("hev")
                || codec.startsWith("av01");
    }
}
