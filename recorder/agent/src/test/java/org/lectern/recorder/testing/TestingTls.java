package org.lectern.recorder.testing;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of a device that made it itself, as most do: for another name than it is reached by.
 *
 * @param fingerprint SHA-256 in hexadecimal digits
 */
public record TestingTls(SSLContext context, String fingerprint) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one. */
    public static TestingTls create(Path folder) throws Exception {
        Path file = folder.resolve("device.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "device",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=camera",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
            throw new IllegalStateException("keytool could not make a certificate.");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        byte[] certificate = keys.getCertificate("device").getEncoded();
        return new TestingTls(
                context,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
    }
}
