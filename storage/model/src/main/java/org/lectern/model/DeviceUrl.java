package org.lectern.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a device. It may carry credentials, so {@link #toString()} masks them, and {@link
 * #secret()} is for the catalogue and the recorder only.
 *
 * <pre>{@code
 * rtsp://[user:password@]host[:554]/path[?transport=tcp|udp]
 * rtsps://[user:password@]host[:322]/path[?fingerprint=HEX|verify=none]
 * rtmp://host[:1935]/app/stream                     pulls
 * rtmp://address:port/app/stream?listen=1           waits for a push
 * rtmps://host[:443]/app/stream[?fingerprint=HEX|verify=none]
 * srt://host:port[?passphrase=…&streamid=…&latency=…]   calls
 * srt://address:port?mode=listener[&passphrase=…]   waits for a caller; address may be empty
 * udp://[@]address:port                             MPEG-TS, multicast or unicast
 * rtp://address:port                                MPEG-TS in RTP
 * http[s]://host/path/name.m3u8[?…]                 HLS
 * v4l2:///dev/video0
 * alsa://hw:1,0   pulse://default
 * file:///folder/file.mp4                           replayed at its own pace
 * }</pre>
 *
 * <p>The options {@code transport}, {@code fingerprint}, {@code verify} and {@code listen} are ours and
 * are never sent to the device; others belong to the device or the protocol. In user names and
 * passwords the last {@code @} before the path ends the credentials, so that a password may hold
 * {@code @} and {@code :}.
 */
public final class DeviceUrl {
    private static final List<String> SCHEMES = List.of(
            "rtsp", "rtsps", "rtmp", "rtmps", "srt", "udp", "rtp", "http", "https", "v4l2", "alsa", "pulse", "file");
    private static final Set<String> LOCAL = Set.of("v4l2", "alsa", "pulse", "file");
    private static final Set<String> ENCRYPTED = Set.of("rtsps", "rtmps", "https");
    private static final Pattern SHAPE = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*)://(.*)$", Pattern.DOTALL);
    // Cameras are given passwords with '@' and ':' in them, so the last '@' before the path ends the credentials.
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/?#\\s]*@");
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "(?i)([?&](?:passphrase|password|passwd|pass|pwd|token|key|secret|auth|streamid)=)[^&\\s]*");
    // The last part of an RTMP address is the stream's key.
    private static final Pattern STREAM_KEY = Pattern.compile("(?i)(?<=rtmps?://)([^/?#\\s]*/[^/?#\\s]+/)[^?#\\s]+");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+(%25\\w+)?]");
    private static final int LONGEST = 2000;
    private static final int SHORTEST_SECRET = 4;

    private final String scheme;
    private final String url;
    private final Map<String, String> options;

    /** The options of ours. */
    private enum Own {
        TRANSPORT,
        FINGERPRINT,
        VERIFY,
        LISTEN;

        static boolean is(String scheme, String name) {
            return switch (name) {
                case "transport" -> scheme.startsWith("rtsp");
                case "fingerprint", "verify" -> ENCRYPTED.contains(scheme);
                case "listen" -> "rtmp".equals(scheme);
                default -> false;
            };
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the certificate of an encrypted device is judged. */
    public enum Trust {
        /** By the authorities that the recorder's Java trusts. */
        AUTHORITIES,
        /** By {@link #fingerprint()}. */
        FINGERPRINT,
        /** Not at all. */
        NONE
    }

    private DeviceUrl(String scheme, String url) {
        this.scheme = scheme;
        this.url = url;
        this.options = optionsOf(url);
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
            throw invalid("A device address starts with rtsp://, srt://, rtmp://, udp://, http:// or another of: "
                    + String.join(", ", SCHEMES) + ".");
        }
        String scheme = shape.group(1).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw invalid("Devices cannot be reached by %s://; use %s.".formatted(scheme, String.join(", ", SCHEMES)));
        }
        if (url.length() > LONGEST || url.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw invalid("The device address is too long or has control characters in it.");
        }
        String rest = shape.group(2);
        if (rest.isBlank()) {
            throw invalid("The device address names no host.");
        }
        var read = new DeviceUrl(scheme, scheme + "://" + rest);
        read.check();
        return read;
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

    private void check() {
        if (LOCAL.contains(scheme)) {
            return;
        }
        boolean listens = isListener() || "udp".equals(scheme) || "rtp".equals(scheme);
        if (!HOST.matcher(hostInUrl()).matches()
                || host().isEmpty() && (!listens || portText().isEmpty())) {
            throw invalid("The device address names no host.");
        }
        String port = portText();
        if (!port.isEmpty() && !(port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65535)) {
            throw invalid("The port of a device is a number up to 65535.");
        }
        if (port.isEmpty() && Set.of("srt", "udp", "rtp").contains(scheme)) {
            throw invalid("An address that starts with %s:// needs a port, as in %s://10.0.0.5:5000."
                    .formatted(scheme, scheme));
        }
        if (scheme.startsWith("http") && !path().toLowerCase(Locale.ROOT).endsWith(".m3u8")) {
            throw invalid("Over %s:// only HLS is recorded: the path of its playlist ends in .m3u8.".formatted(scheme));
        }
        checkOptions();
    }

    private void checkOptions() {
        if (!Set.of("tcp", "udp").contains(transport())) {
            throw invalid("The option transport is tcp or udp.");
        }
        String verify = option(Own.VERIFY);
        if (verify != null && !"none".equals(verify)) {
            throw invalid("The option verify can only be none; without it the certificate is verified.");
        }
        String fingerprint = fingerprint();
        if (fingerprint != null && !FINGERPRINT.matcher(fingerprint).matches()) {
            throw invalid("A fingerprint is the SHA-256 of the certificate: 64 hexadecimal digits.");
        }
        String passphrase = options.get("passphrase");
        if ("srt".equals(scheme) && passphrase != null && (passphrase.length() < 10 || passphrase.length() > 79)) {
            throw invalid("A passphrase of SRT has 10 to 79 characters.");
        }
    }

    private static LecternException invalid(String message) {
        return new LecternException(ErrorCode.DEVICE_ADDRESS_INVALID, message);
    }

    private static Map<String, String> optionsOf(String url) {
        Map<String, String> options = new LinkedHashMap<>();
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String pair : url.substring(query + 1).split("[&#]")) {
                String[] parts = pair.split("=", 2);
                options.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? "" : parts[1]);
            }
        }
        return options;
    }

    private @Nullable String option(Own name) {
        return Own.is(scheme, name.key()) ? options.get(name.key()) : null;
    }

    private String rest() {
        return url.substring(scheme.length() + 3);
    }

    private String authority() {
        return rest().split("[/?#]", 2)[0];
    }

    private String hostAndPort() {
        String authority = authority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private String hostInUrl() {
        String hostAndPort = hostAndPort();
        int end = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') + 1 : hostAndPort.lastIndexOf(':');
        return end <= 0 ? hostAndPort.startsWith(":") ? "" : hostAndPort : hostAndPort.substring(0, end);
    }

    private String portText() {
        String after = hostAndPort().substring(hostInUrl().length());
        return after.startsWith(":") ? after.substring(1) : after;
    }

    /** The scheme in lower case. */
    public String scheme() {
        return scheme;
    }

    /** Host without brackets, empty for a listener on all interfaces and for local devices. */
    public String host() {
        if (LOCAL.contains(scheme)) {
            return "";
        }
        String host = hostInUrl();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port, or {@code usual} where the address gives none. */
    public int port(int usual) {
        String port = portText();
        return port.isEmpty() ? usual : Integer.parseInt(port);
    }

    /** The path, from its slash on, without query. Files have no query. */
    public String path() {
        String rest = rest();
        if ("file".equals(scheme)) {
            return rest;
        }
        int slash = rest.indexOf('/', authority().length());
        return slash < 0 ? "" : rest.substring(slash).split("[?#]", 2)[0];
    }

    /** What the system calls a local device: {@code /dev/video0}, {@code hw:1,0}. */
    public String localName() {
        return rest();
    }

    /** Whether it is a device of the recorder itself, or a file. */
    public boolean isLocal() {
        return LOCAL.contains(scheme);
    }

    /** Whether the device connects to the recorder. */
    public boolean isListener() {
        String listen = option(Own.LISTEN);
        return listen != null && !"0".equals(listen) || "srt".equals(scheme) && "listener".equals(options.get("mode"));
    }

    /** How RTP comes from an RTSP device: {@code tcp}, within its session, or {@code udp}. */
    public String transport() {
        String transport = option(Own.TRANSPORT);
        return transport == null ? "tcp" : transport.toLowerCase(Locale.ROOT);
    }

    /** Whether it is reached over TLS. */
    public boolean isEncrypted() {
        return ENCRYPTED.contains(scheme);
    }

    /** How its certificate is judged. */
    public Trust trust() {
        return fingerprint() != null ? Trust.FINGERPRINT : option(Own.VERIFY) != null ? Trust.NONE : Trust.AUTHORITIES;
    }

    /** SHA-256 of its certificate in lower-case hexadecimal digits; null if none is given. */
    public @Nullable String fingerprint() {
        String fingerprint = option(Own.FINGERPRINT);
        return fingerprint == null
                ? null
                : fingerprint.replace(":", "").replace("%3A", "").toLowerCase(Locale.ROOT);
    }

    /** The whole address with its credentials and our options: never to be logged or shown. */
    public String secret() {
        return url;
    }

    /** The address for the protocol library, credentials included, without the options that are ours. */
    public String forLibrary() {
        int query = url.indexOf('?');
        if (isLocal() || query < 0) {
            return url;
        }
        List<String> kept = List.of(url.substring(query + 1).split("&")).stream()
                .filter(pair -> !Own.is(scheme, pair.split("=", 2)[0].toLowerCase(Locale.ROOT)))
                .toList();
        return url.substring(0, query) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
    }

    /** As {@link #forLibrary()}, with a number in the place of the host's name. */
    public String forLibrary(InetAddress host) {
        String number = host.getHostAddress();
        String literal = host instanceof Inet6Address ? "[" + number + "]" : number;
        int from = scheme.length() + 3 + authority().lastIndexOf('@') + 1;
        String whole = forLibrary();
        return whole.substring(0, from)
                + literal
                + whole.substring(from + hostInUrl().length());
    }

    /** The user that it names; null if it names none. */
    public @Nullable String user() {
        String[] credentials = credentials();
        return credentials.length == 0 ? null : decoded(credentials[0]);
    }

    /** The password that it holds, empty if there is none: never to be logged or shown. */
    public String password() {
        String[] credentials = credentials();
        return credentials.length < 2 ? "" : decoded(credentials[1]);
    }

    private String[] credentials() {
        int end = authority().lastIndexOf('@');
        return end < 0 ? new String[0] : authority().substring(0, end).split(":", 2);
    }

    /** Percent-decoded, as far as it is percent-encoded: cameras have passwords with a bare % in them. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What must not be shown of it, each as it stands in the address and as it is meant. */
    public Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher credentials = CREDENTIALS.matcher(url);
        if (credentials.find()) {
            String[] parts = credentials
                    .group()
                    .substring(0, credentials.group().length() - 1)
                    .split(":", 2);
            secrets.add(parts[parts.length - 1]);
        }
        Matcher parameter = SECRET_PARAMETER.matcher(url);
        while (parameter.find()) {
            secrets.add(parameter.group().substring(parameter.group(1).length()));
        }
        Matcher key = STREAM_KEY.matcher(url);
        if (key.find()) {
            secrets.add(key.group().substring(key.group(1).length()));
        }
        List.copyOf(secrets).forEach(secret -> secrets.add(decoded(secret)));
        // A letter or two would only make lines unreadable.
        secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        return secrets;
    }

    /** The stream's address as an RTSP device is asked for it: without credentials, and without our options. */
    public String requestUri() {
        return "rtsp" + CREDENTIALS.matcher(forLibrary()).replaceFirst("").substring(scheme.length());
    }

    /** The address with credentials and secret parameters replaced by stars. */
    public String masked() {
        return mask(url);
    }

    /** Replaces the credentials of every address in a text, such as a log line of a library. */
    public static String mask(String text) {
        String masked = CREDENTIALS.matcher(text).replaceAll("***@");
        masked = STREAM_KEY.matcher(masked).replaceAll("$1***");
        return SECRET_PARAMETER.matcher(masked).replaceAll("$1***");
    }

    @Override
    public String toString() {
        return masked();
    }
}
