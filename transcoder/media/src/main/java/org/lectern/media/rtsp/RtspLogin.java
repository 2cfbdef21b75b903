package org.lectern.media.rtsp;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a device's challenges: Digest where it offers that, else Basic. For one thread. */
final class RtspLogin {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable String user;
    private final String password;
    private @Nullable String challenge;
    private int count;

    /**
     * @param user null if there are no credentials
     */
    RtspLogin(@Nullable String user, @Nullable String password) {
        this.user = user;
        this.password = password == null ? "" : password;
    }

    /**
     * Takes the challenges of a refusal.
     *
     * @return whether it is worth asking again
     */
    boolean challenged(RtspResponse refusal) {
        List<String> offered = refusal.headers().getOrDefault("www-authenticate", List.of());
        challenge = offered.stream()
                .filter(each -> answer(each, "OPTIONS", "*", 1).isPresent())
                .findFirst()
                .or(() -> offered.stream().filter(RtspLogin::isBasic).findFirst())
                .orElse(null);
        count = 0;
        return user != null && challenge != null;
    }

    /** The header for a request; empty while nothing was asked. */
    Optional<String> header(String method, String uri) {
        String asked = challenge;
        if (asked == null || user == null) {
            return Optional.empty();
        }
        if (isBasic(asked)) {
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
        }
        return answer(asked, method, uri, ++count);
    }

    private Optional<String> answer(String asked, String method, String uri, int times) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        String name = user == null ? "" : user;
        return HttpDigest.answer(
                asked, name, password, method, uri, times, HexFormat.of().formatHex(random));
    }

    private static boolean isBasic(String challenge) {
        return challenge.regionMatches(true, 0, "Basic", 0, 5);
    }
}
