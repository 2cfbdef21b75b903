package org.lectern.model.object;

import io.minio.Signer;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Sends a file whose SHA-256 is known already. The digest is part of the request's signature (AWS
 * Signature Version 4), so that the store itself compares what has arrived with it, and the file is
 * read once: the client's own upload would hash it twice more, which costs the recorder as much as
 * recording does.
 */
final class VerifiedUpload {
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final OkHttpClient http;
    private final S3Settings settings;

    VerifiedUpload(OkHttpClient http, S3Settings settings) {
        this.http = http;
        this.settings = settings;
    }

    /**
     * Returns when the store has taken it.
     *
     * @throws LecternException with {@code STORE_UNAVAILABLE} if the store refuses it
     * @throws IOException if the file cannot be read, or the store not be reached
     */
    void put(String key, Path file, String sha256, ObjectHeaders headers, String digestHeader) throws IOException {
        HttpUrl url = HttpUrl.get(settings.endpoint())
                .newBuilder()
                .addPathSegment(settings.bucket())
                .addPathSegments(key)
                .build();
        var request = new Request.Builder()
                .url(url)
                .header(
                        "Host",
                        HttpUrl.defaultPort(url.scheme()) == url.port() ? url.host() : url.host() + ":" + url.port())
                .header("x-amz-date", AMZ_DATE.format(Instant.now()))
                .header("x-amz-content-sha256", sha256)
                .header(digestHeader, sha256)
                .put(new FileBody(file, MediaType.get(headers.contentType())));
        headers.besideType().forEach(request::header);
        try (Response response = http.newCall(signed(request.build(), sha256)).execute()) {
            if (!response.isSuccessful()) {
                throw new LecternException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "The store refused to store %s: HTTP %d. Check the bucket and the access key."
                                .formatted(key, response.code()));
            }
        }
    }

    /** A file, read in large pieces. */
    private static final class FileBody extends RequestBody {
        private static final int PIECE_BYTES = 128 * 1024;

        private final Path file;
        private final MediaType type;

        FileBody(Path file, MediaType type) {
            this.file = file;
            this.type = type;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() throws IOException {
            return Files.size(file);
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            byte[] piece = new byte[PIECE_BYTES];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    sink.write(piece, 0, read);
                }
            }
        }
    }

    private Request signed(Request request, String sha256) {
        try {
            return Signer.signV4S3(request, settings.region(), settings.accessKey(), settings.secretKey(), sha256);
        } catch (MinioException e) {
            throw new LecternException(ErrorCode.INTERNAL, "The request to the store could not be signed.", e);
        }
    }
}
