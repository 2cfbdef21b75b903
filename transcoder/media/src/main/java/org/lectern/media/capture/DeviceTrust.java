package org.lectern.media.capture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Judges the certificates of devices. Where FFmpeg connects, that is done before, as FFmpeg does not say what
 * is wrong with one, and FFmpeg is told whom to trust. Safe for all threads.
 */
final class DeviceTrust {
    private static final Map<String, Integer> PORTS = Map.of("rtmps", 443, "https", 443);
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private DeviceTrust() {}

    /**
     * FFmpeg's options for the TLS connection.
     *
     * @param timeout for the handshake
     * @throws LecternException with {@code DEVICE_CERTIFICATE}, {@code DEVICE_UNREACHABLE}, {@code
     *     DEVICE_TIMEOUT} or, where nobody speaks TLS, {@code DEVICE_PROTOCOL}
     */
    static Map<String, String> options(DeviceUrl url, Duration timeout) {
        if (!url.isEncrypted()) {
            return Map.of();
        }
        if (url.trust() == DeviceUrl.Trust.NONE) {
            return Map.of("tls_verify", "0");
        }
        Certificate[] chain = handshake(url, timeout);
        Path trusted = url.trust() == DeviceUrl.Trust.AUTHORITIES ? Authorities.FILE : write(List.of(chain));
        return Map.of("tls_verify", "1", "ca_file", trusted.toString());
    }

    private static Certificate[] handshake(DeviceUrl url, Duration timeout) {
        var timedOut = new CompletableFuture<Boolean>();
        try (Socket plain = new Socket()) {
            // A device that sends a byte a second never runs into a time-out of the socket.
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        timedOut.complete(true);
                        closeQuietly(plain);
                    });
            int port = url.port(PORTS.getOrDefault(url.scheme(), 443));
            plain.connect(new InetSocketAddress(url.host(), port), (int) timeout.toMillis());
            try (SSLSocket socket = secure(plain, url)) {
                return socket.getSession().getPeerCertificates();
            }
        } catch (SSLException e) {
            throw timedOut.isDone() ? SourceFailure.silent(url) : noTls(url);
        } catch (IOException e) {
            throw timedOut.isDone()
                    ? SourceFailure.silent(url)
                    : SourceFailure.failure(
                            ErrorCode.DEVICE_UNREACHABLE,
                            "%s cannot be reached. Check the address and the port, and that it is on.".formatted(url));
        }
    }

    /** Nobody speaks TLS there. */
    static LecternException noTls(DeviceUrl url) {
        return SourceFailure.failure(
                ErrorCode.DEVICE_PROTOCOL,
                "%s does not speak TLS as expected. Check the port, or use the address without encryption."
                        .formatted(url));
    }

    /**
     * Encrypts a connection to a device whose certificate is trusted as its address says.
     *
     * @throws LecternException with {@code DEVICE_CERTIFICATE} if it is not
     * @throws SSLException if the other side speaks no TLS
     */
    static SSLSocket secure(Socket plain, DeviceUrl url) throws IOException {
        boolean byAuthorities = url.trust() == DeviceUrl.Trust.AUTHORITIES;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, byAuthorities ? null : new TrustManager[] {new Anyone()}, null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, url.host(), plain.getPort(), true);
            if (byAuthorities) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            if (url.trust() == DeviceUrl.Trust.FINGERPRINT) {
                requireFingerprint(url, socket.getSession().getPeerCertificates()[0]);
            }
            return socket;
        } catch (SSLException e) {
            if (causedByCertificate(e)) {
                throw SourceFailure.failure(
                        ErrorCode.DEVICE_CERTIFICATE,
                        "The certificate of %s is not trusted (%s). If it is the device's own, add its fingerprint to the address: ?fingerprint=SHA-256."
                                .formatted(url, words(e)));
            }
            throw e;
        } catch (GeneralSecurityException e) {
            throw new LecternException(ErrorCode.INTERNAL, "This Java has no TLS.", e);
        }
    }

    /** Judges the certificate of each connection to a device as its address says, for clients of Java. */
    static SSLContext context(DeviceUrl url) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] managers = switch (url.trust()) {
                case AUTHORITIES -> null;
                case FINGERPRINT -> new TrustManager[] {new Known(url)};
                case NONE -> new TrustManager[] {new Anyone()};
            };
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new LecternException(ErrorCode.INTERNAL, "This Java has no TLS.", e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, or was.
        }
    }

    private static boolean causedByCertificate(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof java.security.cert.CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    private static void requireFingerprint(DeviceUrl url, Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            String is = HexFormat.of().formatHex(hash);
            if (!is.equals(url.fingerprint())) {
                throw SourceFailure.failure(
                        ErrorCode.DEVICE_CERTIFICATE,
                        "%s shows a certificate with another fingerprint: %s. If the device was given a new certificate, put this one into the address."
                                .formatted(url, is));
            }
        } catch (GeneralSecurityException e) {
            throw new LecternException(ErrorCode.INTERNAL, "This Java has no SHA-256.", e);
        }
    }

    private static Path write(List<? extends Certificate> certificates) {
        try {
            var text = new StringBuilder();
            for (Certificate certificate : certificates) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(PEM.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            Path file = Files.createTempFile("lectern-trust", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException | CertificateException e) {
            throw new LecternException(
                    ErrorCode.SPOOL_FAILED, "The certificates to trust cannot be written to the temporary folder.", e);
        }
    }

    /** What Java trusts, once for the process. */
    private static final class Authorities {
        static final Path FILE = write(all());

        private static List<X509Certificate> all() {
            try {
                var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                        .toList();
            } catch (GeneralSecurityException e) {
                throw new LecternException(ErrorCode.INTERNAL, "This Java has no certificates of authorities.", e);
            }
        }
    }

    /** Takes whatever is shown: the fingerprint is compared afterwards. */
    private static class Anyone extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("Devices are servers.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            // See requireFingerprint.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("Devices are servers.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            // See requireFingerprint.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("Devices are servers.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine)
                throws CertificateException {
            // See requireFingerprint.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Takes the certificate with the fingerprint of the address. */
    private static final class Known extends Anyone {
        private final DeviceUrl url;

        Known(DeviceUrl url) {
            this.url = url;
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            try {
                requireFingerprint(url, chain[0]);
            } catch (LecternException e) {
                throw new CertificateException(e.getMessage(), e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine)
                throws CertificateException {
            require(chain);
        }
    }
}
