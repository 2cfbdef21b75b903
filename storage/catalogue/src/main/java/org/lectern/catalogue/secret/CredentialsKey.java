package org.lectern.catalogue.secret;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.lectern.model.secret.Sealer;

/**
 * The key under which the catalogue stores credentials, from {@code lectern.credentials.key}. Made when
 * it is first needed: a process that touches no credentials needs no key.
 */
public final class CredentialsKey {
    /** Characters; shorter ones can be guessed. */
    private static final int SHORTEST = 16;

    private static @Nullable Sealer sealer;

    private CredentialsKey() {}

    /**
     * What seals credentials in this process.
     *
     * @throws IllegalStateException if no key is set; its message says what to do
     */
    public static synchronized Sealer require() {
        Sealer made = sealer;
        if (made == null) {
            made = new Sealer(passphrase(), "device addresses");
            sealer = made;
        }
        return made;
    }

    private static String passphrase() {
        return ConfigProvider.getConfig()
                .getOptionalValue("lectern.credentials.key", String.class)
                .filter(key -> key.length() >= SHORTEST)
                .orElseThrow(() -> new IllegalStateException(
                        "Set LECTERN_CREDENTIALS_KEY to a random text of at least %d characters: the passwords of devices"
                                        .formatted(SHORTEST)
                                + " are stored under it. Keep it: without it they cannot be read."));
    }
}
