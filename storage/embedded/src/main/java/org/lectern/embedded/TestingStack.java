package org.lectern.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;

/** A PostgreSQL and an S3 endpoint for one test run, on free ports, gone when closed. */
public final class TestingStack implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final EmbeddedS3 s3;

    private TestingStack(Path folder, EmbeddedPostgres postgres, EmbeddedS3 s3) {
        this.folder = folder;
        this.postgres = postgres;
        this.s3 = s3;
    }

    /** Starts both and makes the bucket. */
    public static TestingStack start() {
        try {
            Path folder = Files.createTempDirectory("lectern-test");
            var postgres = EmbeddedPostgres.start(
                    folder.resolve("postgres"), 0, "testing", EmbeddedPostgres.Durability.THROW_AWAY);
            var s3 = EmbeddedS3.start(folder.resolve("s3"), "127.0.0.1", 0, "testing", "testing-secret");
            var stack = new TestingStack(folder, postgres, s3);
            stack.objectStore().createBucket();
            return stack;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public DatabaseSettings database() {
        return postgres.settings();
    }

    public S3Settings s3() {
        return s3.settings();
    }

    /** A client of the S3 endpoint. */
    public ObjectStore objectStore() {
        return new MinioObjectStore(s3());
    }

    /** The properties under which the apps take both. */
    public Map<String, String> properties() {
        return Map.of(
                "lectern.db.url", database().url(),
                "lectern.db.username", database().username(),
                "lectern.db.password", database().password(),
                "lectern.s3.endpoint", s3().endpoint(),
                "lectern.s3.region", s3().region(),
                "lectern.s3.bucket", s3().bucket(),
                "lectern.s3.access-key", s3().accessKey(),
                "lectern.s3.secret-key", s3().secretKey(),
                "lectern.credentials.key", "a key for credentials in tests");
    }

    @Override
    public void close() {
        try {
            s3.close();
            postgres.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
