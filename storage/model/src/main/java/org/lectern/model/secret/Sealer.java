package org.lectern.model.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Seals texts that hold credentials before they are stored: AES-256-GCM (NIST SP 800-38D) with a random
 * nonce for each, under a key drawn from a passphrase by HKDF with SHA-256 (RFC 5869). Safe for all
 * threads.
 */
public final class Sealer {
    private static final String PREFIX = "sealed:1:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    /**
     * @param passphrase a secret of this place; how hard it is to guess is how well the text is sealed
     * @param purpose what is sealed: the same passphrase gives another key for another purpose
     */
    public Sealer(String passphrase, String purpose) {
        try {
            key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(passphrase.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(("lectern " + purpose).getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HKDF", e);
        }
    }

    /** The text as it may be stored. Another one each time. */
    public String seal(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return PREFIX + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A text could not be sealed", e);
        }
    }

    /**
     * The text that was sealed. One that was stored before there was sealing is returned as it is.
     *
     * @throws LecternException with {@code SECRET_UNREADABLE} if it was sealed under another key, or is
     *     damaged
     */
    public String open(String stored) {
        if (!stored.startsWith(PREFIX)) {
            return stored;
        }
        try {
            byte[] all = Base64.getDecoder().decode(stored.substring(PREFIX.length()));
            byte[] text = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES))
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new LecternException(
                    ErrorCode.SECRET_UNREADABLE,
                    "Stored credentials cannot be read: they were sealed under another key. Start with the key that"
                            + " was used before (LECTERN_CREDENTIALS_KEY), or enter the devices' addresses anew.",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
