package org.lectern.recorder.onvif;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Proofs of a password that do not send it: WS-Security UsernameToken 1.0. */
final class Digests {
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String WSU =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TOKEN_PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
    private static final String MESSAGE_SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0";

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

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
