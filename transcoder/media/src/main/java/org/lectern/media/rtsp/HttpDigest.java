package org.lectern.media.rtsp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers to Digest challenges, which RTSP has from HTTP (RFC 7616; RFC 2326, 16). Pure; safe for all threads. */
public final class HttpDigest {
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

    private HttpDigest() {}

    /**
     * The {@code Authorization} header for a {@code WWW-Authenticate: Digest} challenge; empty if it is
     * none that is known.
     *
     * @param uri as it is in the request's first line
     * @param count how often this challenge has been answered, from 1
     * @param cnonce random
     */
    public static Optional<String> answer(
            String challenge, String user, String password, String method, String uri, int count, String cnonce) {
        if (!challenge.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        Map<String, String> asked = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge.substring(7));
        while (parameter.find()) {
            String quoted = parameter.group(2);
            asked.put(parameter.group(1).toLowerCase(Locale.ROOT), quoted == null ? parameter.group(3) : quoted);
        }
        String algorithm = asked.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        String nonce = asked.get("nonce");
        if (nonce == null || !(algorithm.equals("MD5") || algorithm.equals("SHA-256"))) {
            return Optional.empty();
        }
        String realm = asked.getOrDefault("realm", "");
        boolean protectedQuality = asked.getOrDefault("qop", "").matches("(?i)(.*[, ])?auth([, ].*)?");
        String counted = "%08x".formatted(count);
        String secret = hex(algorithm, user + ":" + realm + ":" + password);
        String request = hex(algorithm, method + ":" + uri);
        String response = protectedQuality
                ? hex(algorithm, "%s:%s:%s:%s:auth:%s".formatted(secret, nonce, counted, cnonce, request))
                : hex(algorithm, "%s:%s:%s".formatted(secret, nonce, request));
        var header = new StringBuilder("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
                .formatted(user.replace("\\", "\\\\").replace("\"", "\\\""), realm, nonce, uri, response));
        if (asked.containsKey("algorithm")) {
            header.append(", algorithm=").append(algorithm);
        }
        if (protectedQuality) {
            header.append(", qop=auth, nc=%s, cnonce=\"%s\"".formatted(counted, cnonce));
        }
        if (asked.containsKey("opaque")) {
            header.append(", opaque=\"").append(asked.get("opaque")).append('"');
        }
        return Optional.of(header.toString());
    }

    private static String hex(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm + ".", e);
        }
    }
}
