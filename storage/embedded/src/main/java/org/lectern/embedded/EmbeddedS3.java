package org.lectern.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.S3Settings;

/**
 * An S3 endpoint of our own over a folder, for a machine that has none: S3Proxy with its file system
 * back end. Safe for all threads once started.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final String BUCKET = "lectern";
    private static final String REGION = "us-east-1";

    private final S3Proxy proxy;
    private final S3Settings settings;

    private EmbeddedS3(S3Proxy proxy, S3Settings settings) {
        this.proxy = proxy;
        this.settings = settings;
    }

    /**
     * Serves {@code folder}, which is made if it is missing.
     *
     * @param host the address to listen on
     * @param port the port to listen on; 0 for a free one
     * @throws LecternException with {@code INTERNAL} if it cannot listen there
     */
    public static EmbeddedS3 start(Path folder, String host, int port, String accessKey, String secretKey) {
        try {
            Files.createDirectories(folder);
            S3Proxy proxy = S3Proxy.builder()
                    .endpoint(URI.create("http://%s:%d".formatted(host, port)))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .build();
            proxy.start();
            return new EmbeddedS3(
                    proxy,
                    new S3Settings(
                            "http://%s:%d".formatted(host, proxy.getPort()), REGION, BUCKET, accessKey, secretKey));
        } catch (Exception e) { // S3Proxy.start() declares nothing narrower
            throw new LecternException(
                    ErrorCode.INTERNAL,
                    "The S3 endpoint did not start on %s:%d over %s: %s. Is the port taken?"
                            .formatted(host, port, folder, e.getMessage()),
                    e);
        }
    }

    /** How to reach the endpoint; the bucket is not made yet. */
    public S3Settings settings() {
        return settings;
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) { // S3Proxy.stop() declares nothing narrower
            throw new IOException("The S3 endpoint did not stop", e);
        }
    }

    /**
     * Serves a folder until the process is ended. Arguments: folder, host, port; the keys are in the
     * environment, where no process list shows them.
     */
    public static void main(String[] args) {
        if (args.length != 3) {
            throw new LecternException(ErrorCode.INVALID_REQUEST, "Usage: EmbeddedS3 FOLDER HOST PORT");
        }
        EmbeddedS3 s3 = start(
                Path.of(args[0]),
                args[1],
                Integer.parseInt(args[2]),
                required("LECTERN_S3_ACCESS_KEY"),
                required("LECTERN_S3_SECRET_KEY"));
        System.out.println("S3 endpoint ready at " + s3.settings().endpoint());
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new LecternException(ErrorCode.INVALID_REQUEST, "Set the environment variable " + name + ".");
        }
        return value;
    }
}
