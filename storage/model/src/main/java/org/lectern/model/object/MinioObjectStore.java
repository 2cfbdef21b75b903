package org.lectern.model.object;

import io.minio.BucketExistsArgs;
import io.minio.CopyObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** The object port over the MinIO client, for any S3. */
public final class MinioObjectStore implements ObjectStore {
    private static final String SHA256 = "sha256";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MinioClient client;
    private final S3Settings settings;
    private final VerifiedUpload uploads;

    public MinioObjectStore(S3Settings settings) {
        this.settings = settings;
        var http = new OkHttpClient.Builder()
                .socketFactory(new LargeWrites())
                .connectTimeout(TIMEOUT)
                .writeTimeout(TIMEOUT)
                .readTimeout(TIMEOUT)
                .build();
        client = MinioClient.builder()
                .endpoint(settings.endpoint())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
        uploads = new VerifiedUpload(http, settings);
    }

    @Override
    public void createBucket() {
        call("make the bucket " + settings.bucket(), () -> {
            if (!client.bucketExists(
                    BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
                client.makeBucket(
                        MakeBucketArgs.builder().bucket(settings.bucket()).build());
            }
            return true;
        });
    }

    @Override
    public void put(String key, byte[] body, ObjectHeaders headers) {
        call(
                "store " + key,
                () -> client.putObject(PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                                new ByteArrayInputStream(body), (long) body.length, -1L)
                        .contentType(headers.contentType())
                        .extraHeaders(new Http.Headers(headers.besideType()))
                        .build()));
    }

    @Override
    public void putFile(String key, Path file, String sha256, ObjectHeaders headers) throws IOException {
        long bytes = Files.size(file);
        call("store " + key, () -> {
            uploads.put(key, file, sha256, headers, "x-amz-meta-" + SHA256);
            return true;
        });
        ObjectInfo stored = stat(key).orElseThrow(() -> unconfirmed(key, "it is not there"));
        if (stored.bytes() != bytes) {
            throw unconfirmed(key, "it has %d of %d bytes".formatted(stored.bytes(), bytes));
        }
        if (!sha256.equals(stored.sha256())) {
            throw unconfirmed(key, "its checksum is " + stored.sha256());
        }
    }

    private static LecternException unconfirmed(String key, String why) {
        return new LecternException(
                ErrorCode.STORE_UNAVAILABLE, "The store took %s but %s; it will be sent again.".formatted(key, why));
    }

    @Override
    public void copy(String from, String to) {
        call(
                "copy " + from,
                () -> client.copyObject(CopyObjectArgs.builder()
                        .bucket(settings.bucket())
                        .object(to)
                        .source(SourceObject.builder()
                                .bucket(settings.bucket())
                                .object(from)
                                .build())
                        .build()));
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        try {
            return Optional.of(call(
                    "look up " + key,
                    () -> info(client.statObject(StatObjectArgs.builder()
                            .bucket(settings.bucket())
                            .object(key)
                            .build()))));
        } catch (LecternException e) {
            if (e.code() == ErrorCode.OBJECT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ObjectInfo info(StatObjectResponse stat) {
        return new ObjectInfo(
                stat.size(),
                stat.etag(),
                stat.contentType(),
                stat.headers().get("Cache-Control"),
                stat.headers().get("Content-Encoding"),
                stat.userMetadata().getFirst(SHA256));
    }

    @Override
    public byte[] get(String key) {
        return call("read " + key, () -> {
            try (InputStream stream = open(key, 0, null)) {
                return stream.readAllBytes();
            }
        });
    }

    @Override
    public InputStream open(String key, long offset, @Nullable Long length) {
        return call("read " + key, () -> {
            var request = GetObjectArgs.builder().bucket(settings.bucket()).object(key);
            if (offset > 0 || length != null) {
                request.offset(offset);
            }
            if (length != null) {
                request.length(length);
            }
            return client.getObject(request.build());
        });
    }

    @Override
    public Stream<String> list(String prefix) {
        var found = client.listObjects(ListObjectsArgs.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .recursive(true)
                .build());
        return StreamSupport.stream(found.spliterator(), false)
                .map(result -> call("list " + prefix, () -> result.get().objectName()));
    }

    @Override
    public void delete(String key) {
        call("delete " + key, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .build());
            return true;
        });
    }

    private interface S3Call<T> {
        T run() throws MinioException, IOException;
    }

    private <T> T call(String what, S3Call<T> call) {
        try {
            return call.run();
        } catch (ErrorResponseException e) {
            String code = e.errorResponse().code();
            if ("NoSuchKey".equals(code) || "NoSuchObject".equals(code)) {
                throw new LecternException(ErrorCode.OBJECT_NOT_FOUND, "There is no such object in the store.", e);
            }
            throw new LecternException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The store refused to %s: %s. Check the bucket and the access key.".formatted(what, code),
                    e);
        } catch (MinioException | IOException | IllegalStateException e) {
            // The client wraps a refused connection in an IllegalStateException.
            throw new LecternException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The store at %s could not %s: %s.".formatted(settings.endpoint(), what, reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof IllegalStateException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
