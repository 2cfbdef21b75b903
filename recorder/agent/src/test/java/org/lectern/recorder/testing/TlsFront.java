package org.lectern.recorder.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Puts TLS with a certificate of its own, as cameras have one, before a port of this machine. */
public final class TlsFront implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLServerSocket socket;
    private final String fingerprint;
    private final int behind;

    /**
     * @param folder for the key
     * @param behind port to which everything goes
     */
    public TlsFront(Path folder, int behind) throws IOException, GeneralSecurityException, InterruptedException {
        this.behind = behind;
        Path keys = folder.resolve("camera.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "camera",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=camera",
                        "-storepass",
                        new String(PASSWORD),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed.");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(store.getCertificate("camera").getEncoded()));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** SHA-256 of the certificate, in hexadecimal digits. */
    public String fingerprint() {
        return fingerprint;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException e) {
                // The test is over, or a client did not like the certificate.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16 * 1024];
            InputStream in = from.getInputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One of the two has gone, so both go.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
