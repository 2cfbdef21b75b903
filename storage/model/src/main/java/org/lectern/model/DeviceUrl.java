package org.lectern.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a device: {@code rtsp}, {@code rtsps}, {@code srt}, {@code rtmp}, {@code rtmps},
 * {@code udp} (MPEG-TS) or {@code file}. It may carry credentials, so {@link #toString()} masks them
 * and {@link #secret()} is for the protocol library only.
 */
public final class DeviceUrl {
    private static final Set<String> SCHEMES = Set.of("rtsp", "rtsps", "srt", "rtmp", "rtmps", "udp", "file");
    private static final Pattern SHAPE = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*)://(.*)$", Pattern.DOTALL);
    // Cameras are given passwords with '@' and ':' in them, so the last '@' before the path ends the credentials.
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/?#\\s]*@");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)([?&](?:passphrase|password|pass|token|key|streamid)=)[^&\\s]*");
    private static final int LONGEST = 2000;

    private final String scheme;
    private final String url;

    private DeviceUrl(String scheme, String url) {
        this.scheme = scheme;
        this.url = url;
    }

    /**
     * Reads an address as a person typed it.
     *
     * @throws LecternException with {@link ErrorCode#DEVICE_ADDRESS_INVALID}
     */
    public static DeviceUrl parse(@Nullable String text) {
        String url = text == null ? "" : text.strip();
        Matcher shape = SHAPE.matcher(url);
        if (!shape.matches()) {
            throw invalid("A device address starts with rtsp://, srt://, rtmp://, udp:// or file://.");
        }
        String scheme = shape.group(1).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw invalid("Devices cannot be reached by %s://; use rtsp, rtsps, srt, rtmp, rtmps, udp or file."
                    .formatted(scheme));
        }
        String rest = shape.group(2);
        if (rest.isBlank() || (!"file".equals(scheme) && hostOf(rest).isEmpty() && !rest.startsWith("@"))) {
            throw invalid("The device address names no host.");
        }
        if (url.length() > LONGEST || url.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw invalid("The device address is too long or has control characters in it.");
        }
        return new DeviceUrl(scheme, scheme + "://" + rest);
    }

    /**
     * This address with a user's credentials in place of those that it has.
     *
     * @param username null or blank to leave the address as it is
     */
    public DeviceUrl withCredentials(@Nullable String username, @Nullable String password) {
        if (username == null || username.isBlank()) {
            return this;
        }
        String credentials = encoded(username) + ":" + encoded(password == null ? "" : password) + "@";
        String bare = CREDENTIALS.matcher(url).replaceFirst("");
        int host = scheme.length() + "://".length();
        return parse(bare.substring(0, host) + credentials + bare.substring(host));
    }

    /** Percent-encoded whatever is not unreserved (RFC 3986 section 2.3). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static LecternException invalid(String message) {
        return new LecternException(ErrorCode.DEVICE_ADDRESS_INVALID, message);
    }

    private static String hostOf(String rest) {
        String authority = rest.split("[/?#]", 2)[0];
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        // A listener gives only a port: srt://:9000?mode=listener.
        return hostAndPort;
    }

    /** The scheme in lower case. */
    public String scheme() {
        return scheme;
    }

    /** The whole address with its credentials: never to be logged or shown. */
    public String secret() {
        return url;
    }

    /** The address with credentials and secret parameters replaced by stars. */
    public String masked() {
        return mask(url);
    }

    /** Replaces the credentials of every address in a text, such as a log line of a library. */
    public static String mask(String text) {
        String masked = CREDENTIALS.matcher(text).replaceAll("***@");
        return SECRET_PARAMETER.matcher(masked).replaceAll("$1***");
    }

    @Override
    public String toString() {
        return masked();
    }
}
