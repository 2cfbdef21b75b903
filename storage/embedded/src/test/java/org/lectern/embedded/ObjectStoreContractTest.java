package org.lectern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.object.S3Settings;

/** What Lectern asks of any S3, asked of the embedded one. */
class ObjectStoreContractTest {
    private static EmbeddedS3 s3;
    private static ObjectStore store;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        s3 = EmbeddedS3.start(folder.resolve("s3"), "127.0.0.1", 0, "key", "secret-key");
        store = new MinioObjectStore(s3.settings());
        store.createBucket();
        store.createBucket();
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
    }

    @Test
    void copy_hasTheBytesAndTheHeaders() {
        store.put("a/original", new byte[] {1, 2, 3}, ObjectHeaders.immutable("video/mp4"));

        store.copy("a/original", "b/copy");

        assertThat(store.get("b/copy")).containsExactly(1, 2, 3);
        assertThat(store.stat("b/copy").orElseThrow().contentType()).isEqualTo("video/mp4");
        assertThat(store.stat("b/copy").orElseThrow().cacheControl())
                .isEqualTo(store.stat("a/original").orElseThrow().cacheControl());
        assertThatThrownBy(() -> store.copy("a/nothing", "b/nothing"))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_NOT_FOUND));
    }

    @Test
    void object_keepsItsBytesAndHeaders() {
        store.put("pub/a/1/init.mp4", bytes("hello"), ObjectHeaders.immutable("video/mp4"));
        assertThat(store.get("pub/a/1/init.mp4")).isEqualTo(bytes("hello"));
        var info = store.stat("pub/a/1/init.mp4").orElseThrow();
        assertThat(info.bytes()).isEqualTo(5);
        assertThat(info.contentType()).isEqualTo("video/mp4");
        assertThat(info.cacheControl()).isEqualTo("public, max-age=31536000, immutable");
    }

    @Test
    void playlist_keepsItsEncodingAndCanBeReplaced() {
        store.put("pub/a/1/v.m3u8", bytes("one"), ObjectHeaders.growingPlaylist());
        store.put("pub/a/1/v.m3u8", bytes("two"), ObjectHeaders.closedPlaylist());
        assertThat(store.get("pub/a/1/v.m3u8")).isEqualTo(bytes("two"));
        var info = store.stat("pub/a/1/v.m3u8").orElseThrow();
        assertThat(info.contentEncoding()).isEqualTo("gzip");
        assertThat(info.cacheControl()).isEqualTo("public, max-age=60");
    }

    @Test
    void range_givesOnlyWhatWasAskedFor() throws IOException {
        store.put("range", bytes("0123456789"), ObjectHeaders.immutable("video/iso.segment"));
        try (var stream = store.open("range", 3, 4L)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes("3456"));
        }
        try (var stream = store.open("range", 8, null)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes("89"));
        }
    }

    @Test
    void file_isConfirmedBySizeAndChecksum() throws Exception {
        Path file = Files.writeString(folder.resolve("segment.mp4"), "segment");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes("segment")));
        store.putFile("src/c/t/00000000.mp4", file, sha256, ObjectHeaders.immutable("video/mp4"));
        assertThat(store.stat("src/c/t/00000000.mp4").orElseThrow().sha256()).isEqualTo(sha256);
    }

    @Test
    void fileThatIsDamagedOnTheWay_isRefusedByTheStore() throws Exception {
        Path file = Files.writeString(folder.resolve("segment.mp4"), "segmenx");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes("segment")));
        assertThatThrownBy(
                        () -> store.putFile("src/c/t/damaged.mp4", file, sha256, ObjectHeaders.immutable("video/mp4")))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThat(store.stat("src/c/t/damaged.mp4")).isEmpty();
    }

    @Test
    void missingObject_isNotFound() {
        assertThat(store.stat("nothing")).isEmpty();
        assertThatThrownBy(() -> store.get("nothing"))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_NOT_FOUND));
        store.delete("nothing");
    }

    @Test
    void list_findsAllBelowAPrefixAndNothingElse() {
        for (int i = 0; i < 3; i++) {
            store.put("list/x/" + i, bytes("."), ObjectHeaders.immutable("text/plain"));
        }
        store.put("list/y/0", bytes("."), ObjectHeaders.immutable("text/plain"));
        assertThat(store.list("list/x/")).containsExactlyInAnyOrder("list/x/0", "list/x/1", "list/x/2");
        store.delete("list/x/1");
        assertThat(store.list("list/x/")).containsExactlyInAnyOrder("list/x/0", "list/x/2");
    }

    @Test
    void wrongKey_isAClearError() {
        var wrong = new MinioObjectStore(
                new S3Settings(s3.settings().endpoint(), "us-east-1", "lectern", "key", "not-the-secret"));
        assertThatThrownBy(() -> wrong.get("x"))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("access key");
    }

    @Test
    void storeThatIsAway_isUnavailable() {
        var away =
                new MinioObjectStore(new S3Settings("http://127.0.0.1:9", "us-east-1", "bucket", "key", "secret-key"));
        assertThatThrownBy(() -> away.put("x", bytes("x"), ObjectHeaders.immutable("text/plain")))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("127.0.0.1:9");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
