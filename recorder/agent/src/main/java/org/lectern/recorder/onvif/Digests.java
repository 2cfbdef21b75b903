package org.lectern.recorder.onvif;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proofs of a password that do not send it: WS-Security UsernameToken 1.0, and HTTP Digest (RFC 7616). */
final class Digests {
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String WSU =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TOKEN_PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
    private static final String MESSAGE_SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0";
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

    private Digests() {}

    /**
     * Base64(SHA-1(nonce + created + password)), UsernameToken Profile 1.0 section 3.1.
     *
     * @param created as it is written in the token
     */
    static String password(byte[] nonce, String created, String password) {
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(nonce);
        sha1.update(created.getBytes(StandardCharsets.UTF_8));
        sha1.update(password.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sha1.digest());
    }

    /**
     * The {@code wsse:Security} header.
     *
     * @param now by the device's clock: devices refuse a token that is minutes old
     */
    static String security(Login login, byte[] nonce, Instant now) {
        String created = DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.MILLIS));
        return """
                <wsse:Security s:mustUnderstand="1" xmlns:wsse="%s" xmlns:wsu="%s"><wsse:UsernameToken>\
                <wsse:Username>%s</wsse:Username>\
                <wsse:Password Type="%s#PasswordDigest">%s</wsse:Password>\
                <wsse:Nonce EncodingType="%s#Base64Binary">%s</wsse:Nonce>\
                <wsu:Created>%s</wsu:Created></wsse:UsernameToken></wsse:Security>""".formatted(
                        WSSE,
                        WSU,
                        Xml.escape(login.username()),
                        TOKEN_PROFILE,
                        password(nonce, created, login.password()),
                        MESSAGE_SECURITY,
                        Base64.getEncoder().encodeToString(nonce),
                        created);
    }

    /**
     * The answer to a {@code WWW-Authenticate: Digest} challenge; empty if it is none that is known.
     *
     * @param path the request's path and query
     * @param cnonce random
     */
    static Optional<String> http(String challenge, Login login, String method, String path, String cnonce) {
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
        String secret = hex(algorithm, login.username() + ":" + realm + ":" + login.password());
        String request = hex(algorithm, method + ":" + path);
        String response = protectedQuality
                ? hex(algorithm, "%s:%s:00000001:%s:auth:%s".formatted(secret, nonce, cnonce, request))
                : hex(algorithm, "%s:%s:%s".formatted(secret, nonce, request));
        var header = new StringBuilder("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
                .formatted(quotable(login.username()), realm, nonce, path, response));
        header.append(", algorithm=").append(algorithm);
        if (protectedQuality) {
            header.append(", qop=auth, nc=00000001, cnonce=\"").append(cnonce).append('"');
        }
        if (asked.containsKey("opaque")) {
            header.append(", opaque=\"").append(asked.get("opaque")).append('"');
        }
        return Optional.of(header.toString());
    }

    private static String quotable(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String hex(String algorithm, String text) {
        return HexFormat.of().formatHex(digest(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
