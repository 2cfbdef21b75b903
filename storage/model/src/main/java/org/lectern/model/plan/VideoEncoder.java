package org.lectern.model.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes H.264 of pictures. All but {@link #X264} are there only on machines that have what they need. */
public enum VideoEncoder {
    /** In software, on every worker. */
    X264,
    /** NVIDIA cards. */
    NVENC,
    /** Intel and AMD graphics, through Linux' VA-API. */
    VAAPI,
    /** Intel graphics, through Quick Sync Video. */
    QSV,
    /** Cisco's, in software: another encoder where there is no hardware, to try out what hardware would do. */
    OPENH264;

    /** Its name in settings, records and the names of tasks. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The encoder of a name; empty if there is none. */
    public static Optional<VideoEncoder> of(String key) {
        return Arrays.stream(values())
                .filter(encoder -> encoder.key().equals(key))
                .findFirst();
    }

    /** Those that not every worker has. */
    public static List<VideoEncoder> particular() {
        return Arrays.stream(values()).filter(encoder -> encoder != X264).toList();
    }
}
