package org.lectern.api;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Starts the server. The key of the session cookie is made from the database's password, so that
 * sessions survive a restart and hold on every replica; without a password it is random.
 */
@QuarkusMain
public final class Main {
    private static final String KEY = "quarkus.http.auth.session.encryption-key";

    private Main() {}

    public static void main(String[] args) throws GeneralSecurityException {
        if (System.getProperty(KEY) == null) {
            System.setProperty(KEY, sessionKey(System.getenv().getOrDefault("LECTERN_DB_PASSWORD", "")));
        }
        Quarkus.run(args);
    }

    private static String sessionKey(String password) throws GeneralSecurityException {
        byte[] key = new byte[32];
        if (password.isEmpty()) {
            new SecureRandom().nextBytes(key);
        } else {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            key = mac.doFinal("lectern session key".getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(key);
    }
}
