package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.media.hls.check.HttpFetcher;
import org.lectern.media.hls.check.PlaylistChecker;

/** Devices that fail in every way get an alarm and a gap; the device that works records on. */
@ExtendWith(RunningStack.Extension.class)
class BadDevicesE2eTest {
    private static final double SECONDS = 20;

    @Test
    void deviceThatFails_harmsNoOther(RunningStack stack) throws Exception {
        RtspServer.assumeInstalled();
        try (var good = RtspServer.start("good:90:25:640x360", "old:90:25:320x240:mpeg4");
                var dying = RtspServer.start("dying:90:25:320x240");
                var web = new WebServer()) {
            UUID room = stack.room(
                    "Broken classroom",
                    List.of(
                            device("Good", "PRESENTER", good.url("good")),
                            device("Dying", "AUDIENCE", dying.url("dying")),
                            device("Old", "BOARD", good.url("old")),
                            device("Web", "BOARD", "rtsp://127.0.0.1:" + web.port() + "/camera"),
                            device("Absent", "SLIDES", "rtsp://127.0.0.1:1/camera")));
            UUID id = stack.start(room, "A bad day");
            stack.awaitTracks(
                    id,
                    "the alarms",
                    tracks -> problem(tracks, "Absent").equals("DEVICE_UNREACHABLE")
                            && problem(tracks, "Web").equals("DEVICE_PROTOCOL")
                            && problem(tracks, "Old").equals("CODEC_UNSUPPORTED")
                            && recorded(tracks, "Dying") > 5);
            dying.close();
            stack.awaitTracks(
                    id,
                    "the alarm of the device that died",
                    tracks -> !problem(tracks, "Dying").isEmpty() && recorded(tracks, "Good") >= SECONDS);
            JsonNode capture = stack.stopAndPublish(id);

            JsonNode tracks = capture.path("tracks");
            assertThat(gapSeconds(tracks, "Good"))
                    .as("gaps of the device that works")
                    .isLessThan(1.5);
            assertThat(gapSeconds(tracks, "Dying"))
                    .as("gap of the device that died")
                    .isGreaterThan(1);
            assertThat(recorded(tracks, "Dying")).isGreaterThan(5);
            assertThat(recorded(tracks, "Absent")).isZero();
            UUID lecture = UUID.fromString(capture.path("lectureId").asText());
            List<URI> views = List.of(
                    stack.client().view(lecture, "presenter"), stack.client().view(lecture, "audience"));
            try (var fetcher = new HttpFetcher()) {
                var report = new PlaylistChecker(fetcher).check(views);
                assertThat(report.failures()).isEmpty();
                assertThat(report.segments()).isPositive();
            }
        }
    }

    private static Map<String, String> device(String name, String role, String url) {
        return Map.of("name", name, "role", role, "url", url);
    }

    private static String problem(JsonNode tracks, String device) {
        return tracksOf(tracks, device)
                .map(track -> track.path("problem").path("code").asText(""))
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static double recorded(JsonNode tracks, String device) {
        return tracksOf(tracks, device)
                .mapToDouble(track -> track.path("recordedSeconds").asDouble())
                .min()
                .orElse(0);
    }

    private static double gapSeconds(JsonNode tracks, String device) {
        return tracksOf(tracks, device)
                .mapToDouble(track -> track.path("gapSeconds").asDouble())
                .max()
                .orElse(0);
    }

    private static Stream<JsonNode> tracksOf(JsonNode tracks, String device) {
        return StreamSupport.stream(tracks.spliterator(), false)
                .filter(track -> track.path("name").asText().equals(device));
    }

    /** A web server where a camera was expected. */
    private static final class WebServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        WebServer() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        client.getInputStream().read(new byte[4096]);
                        client.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        if (!socket.isClosed()) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
