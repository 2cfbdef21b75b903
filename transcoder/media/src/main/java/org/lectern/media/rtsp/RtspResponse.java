package org.lectern.media.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of a device (RFC 2326, 7), or a request of its own, whose status is 0.
 *
 * @param headers by their names in lower case, all values in order
 */
record RtspResponse(int status, String reason, Map<String, List<String>> headers, byte[] body) {
    private static final Pattern STATUS_LINE = Pattern.compile("RTSP/\\d\\.\\d +(\\d{3}) *(.*)");
    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z_]+ \\S+ RTSP/\\d\\.\\d");

    /**
     * Reads the lines before the body.
     *
     * @throws RtspException if they are none of RTSP
     */
    static RtspResponse parse(String head) throws RtspException {
        String[] lines = head.split("\r?\n");
        Matcher status = STATUS_LINE.matcher(lines[0]);
        boolean answer = status.matches();
        if (!answer && !REQUEST_LINE.matcher(lines[0]).matches()) {
            throw RtspException.protocol("it does not answer as an RTSP server does");
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                name -> new ArrayList<>())
                        .add(lines[i].substring(colon + 1).strip());
            }
        }
        return new RtspResponse(
                answer ? Integer.parseInt(status.group(1)) : 0, answer ? status.group(2) : "", headers, new byte[0]);
    }

    /** The first value of a header, empty if there is none. */
    String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** A header's number, {@code missing} where there is none. */
    int number(String name, int missing) {
        String value = header(name);
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : missing;
    }

    RtspResponse withBody(byte[] bytes) {
        return new RtspResponse(status, reason, headers, bytes);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
