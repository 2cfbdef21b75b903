package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.media.capture.SourceSettings;
import org.lectern.model.DevicePolicy;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingHlsServer;
import org.lectern.recorder.testing.TestingTls;

@Timeout(60)
class HlsSourceTest {
    /** Only one host: another address of the same machine is another host. */
    private static final SourceSettings ONE_HOST = new SourceSettings(
            Duration.ofSeconds(4),
            Duration.ofMillis(1500),
            DevicePolicy.of("127.0.0.1/32", DevicePolicy.USUAL_SCHEMES, null));

    @TempDir
    static Path folder;

    private TestingHlsServer server;

    @BeforeAll
    static void makeSegments() throws Exception {
        TestingClips.assumeFfmpeg();
        TestingHlsServer.segments(folder, 4);
    }

    @BeforeEach
    void startServer() throws Exception {
        server = new TestingHlsServer("127.0.0.1", folder, null);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static void assertWhole(Reading reading) {
        assertThat(reading.of(MediaKind.VIDEO)).hasSize(100);
        assertThat(reading.of(MediaKind.AUDIO)).hasSizeBetween(186, 190);
        reading.assertSmooth(MediaKind.VIDEO);
        assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_ENDED);
    }

    private LecternException failure(String path) {
        return Reading.failure(server.url(path), ONE_HOST);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void playlistThatGrows_isReadToItsEnd_atItsOwnPace() {
        server.give("/live.m3u8", TestingHlsServer.growing(1, 4));
        server.give(
                "/main.m3u8",
                () -> "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=320x180\nlive.m3u8?session=1\n");

        Reading reading = Reading.of(server.url("/main.m3u8"), ONE_HOST);

        assertWhole(reading);
        long tookUs = (reading.packets().getLast().receivedNanos()
                        - reading.packets().getFirst().receivedNanos())
                / 1000;
        assertThat(tookUs).isBetween(3_700_000L, 5_000_000L);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "/etc/../0.ts?/\nfile:///etc/passwd.ts",
                "http://127.0.0.2:1/0.ts",
                "//127.0.0.2:1/0.ts",
                "http://192.0.2.77/0.ts",
                "http://[::1]/0.ts",
                "ftp://127.0.0.1/0.ts",
                "concat:0.ts",
                "data:video/mp2t;base64,AAAA"
            })
    void playlistThatLeadsElsewhere_isRefused(String target) {
        server.give("/live.m3u8", () -> TestingHlsServer.playlist(true, List.of("0.ts", target)));
        assertThat(failure("/live.m3u8").code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
        assertThat(server.asked()).containsExactly("/live.m3u8");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void keyThatLiesElsewhere_isRefused() {
        server.give(
                "/live.m3u8",
                () -> TestingHlsServer.playlist(true, List.of("0.ts"))
                        .replace("#EXTINF", "#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/passwd\"\n#EXTINF"));
        assertThat(failure("/live.m3u8").code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void playlistThatLeadsElsewhereLater_endsTheSession_beforeAnybodyIsAsked() throws Exception {
        try (var inner = new TestingHlsServer("127.0.0.2", folder, null)) {
            long start = System.nanoTime();
            server.give("/live.m3u8", () -> {
                boolean later = System.nanoTime() - start > 1_500_000_000L;
                return TestingHlsServer.playlist(
                        false, later ? List.of("0.ts", "1.ts", inner.url("/2.ts")) : List.of("0.ts", "1.ts"));
            });
            Reading reading = Reading.of(server.url("/live.m3u8"), ONE_HOST);
            assertThat(reading.end().code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
            assertThat(reading.of(MediaKind.VIDEO)).hasSizeBetween(48, 50);
            assertThat(inner.asked()).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void answersThatAreNoPlaylist_areNamed() throws Exception {
        Files.writeString(folder.resolve("page.m3u8"), "<html>Sign in</html>");
        server.give("/empty.m3u8", () -> "#EXTM3U\n#EXT-X-TARGETDURATION:1\n");
        assertThat(failure("/moved/made.m3u8").code()).isEqualTo(ErrorCode.DEVICE_REDIRECT);
        assertThat(failure("/none.m3u8").code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND);
        assertThat(failure("/page.m3u8").code()).isEqualTo(ErrorCode.DEVICE_PROTOCOL);
        assertThat(failure("/empty.m3u8").code()).isIn(ErrorCode.DEVICE_PROTOCOL, ErrorCode.DEVICE_TIMEOUT);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void password_isSent_andItsAbsenceNamed() {
        server.require("admin:p@ss");
        assertThat(failure("/made.m3u8").code()).isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);
        String url = server.url("/made.m3u8").replace("://", "://admin:p%40ss@");
        assertWhole(Reading.of(url, ONE_HOST));
        assertThat(Reading.failure(url.replace("%40", "x"), ONE_HOST).code())
                .isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void certificateOfTheDevicesOwn_isRefused_unlessItsFingerprintIsKnown() throws Exception {
        TestingTls tls = TestingTls.create(folder);
        try (var secure = new TestingHlsServer("127.0.0.1", folder, tls)) {
            String url = secure.url("/made.m3u8");
            assertThat(Reading.failure(url, ONE_HOST).code()).isEqualTo(ErrorCode.DEVICE_CERTIFICATE);
            assertThat(Reading.failure(url + "?fingerprint=" + "ab".repeat(32), ONE_HOST)
                            .code())
                    .isEqualTo(ErrorCode.DEVICE_CERTIFICATE);
            assertThat(secure.asked()).isEmpty();
            assertThat(Reading.of(url + "?fingerprint=" + tls.fingerprint(), ONE_HOST, p -> p.size() > 50)
                            .packets())
                    .hasSize(51);
            assertThat(Reading.of(url + "?verify=none", ONE_HOST, p -> p.size() > 50)
                            .packets())
                    .hasSize(51);
        }
    }
}
