package org.lectern.api.play;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lectern.api.ApiConfig;
import org.lectern.catalogue.Secrets;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectKeys;

/**
 * Makes and checks playback grants: an expiry and its HMAC-SHA256, cut to 128 bits, in the path, so that
 * every relative URI of a publication inherits them. Checking needs the key alone. Safe for all threads.
 */
@ApplicationScoped
public class Grants {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 16;

    private final ApiConfig config;
    private final Secrets secrets;
    private final Clock clock;
    private volatile byte[] key = {};

    Grants(ApiConfig config, Secrets secrets, Clock clock) {
        this.config = config;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A grant for one publication. */
    public record Granted(Instant expiresAt, String prefix) {
        /** The address of any object, by its path in the publication. */
        public String object(String path) {
            return prefix + path;
        }

        /** The address of a view. */
        public String view(String name) {
            return prefix + ObjectKeys.view(name);
        }

        /** The address of a view's DASH manifest. */
        public String manifest(String name) {
            return prefix + ObjectKeys.manifest(name);
        }

        /** The address of a view without sound. */
        public String mutedView(String name) {
            return prefix + ObjectKeys.mutedView(name);
        }
    }

    /** Grants a publication from now on. Expiry is rounded to a minute, so that caches share addresses. */
    public Granted grant(UUID lectureId, int version) {
        return grant(lectureId, version, clock.instant().plus(config.grantLifetime()));
    }

    /**
     * Grants a publication for half the lifetime at least, by an address that stays the same for the
     * other half: for pictures that a page shows again and again, so that browsers keep them.
     */
    public Granted steadyGrant(UUID lectureId, int version) {
        long half = Math.max(60, config.grantLifetime().toSeconds() / 2);
        long begun = Math.floorDiv(clock.instant().getEpochSecond(), half) * half;
        return grant(lectureId, version, Instant.ofEpochSecond(begun + 2 * half));
    }

    private Granted grant(UUID lectureId, int version, Instant until) {
        Instant expiresAt = until.truncatedTo(ChronoUnit.MINUTES);
        long expiry = expiresAt.getEpochSecond();
        return new Granted(
                expiresAt,
                "/play/%d.%s/%s/%d/".formatted(expiry, mac(expiry, lectureId.toString(), version), lectureId, version));
    }

    /**
     * Checks a grant.
     *
     * @param token {@code {expiry}.{mac}}
     * @throws LecternException with {@code GRANT_INVALID} or {@code GRANT_EXPIRED}
     */
    public void check(String token, String lectureId, int version) {
        int dot = token.indexOf('.');
        long expiry;
        try {
            expiry = Long.parseLong(dot < 0 ? "" : token.substring(0, dot));
        } catch (NumberFormatException e) {
            throw new LecternException(ErrorCode.GRANT_INVALID, "This is no playback address.", e);
        }
        byte[] expected = mac(expiry, lectureId, version).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII))) {
            throw new LecternException(ErrorCode.GRANT_INVALID, "This playback address was not made here.");
        }
        if (expiry <= clock.instant().getEpochSecond()) {
            throw new LecternException(
                    ErrorCode.GRANT_EXPIRED, "This playback address has expired. Open the lecture again.");
        }
    }

    private String mac(long expiry, String lectureId, int version) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            byte[] full = mac.doFinal(
                    "%d/%s/%d/".formatted(expiry, lectureId, version).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, MAC_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known.length == 0) {
            known = secrets.get("playback-grants");
            key = known;
        }
        return known;
    }
}
