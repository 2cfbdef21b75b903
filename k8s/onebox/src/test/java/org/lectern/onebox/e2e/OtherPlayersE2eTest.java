package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.model.FrameRate;

/** Players that others wrote play every view, as HLS and as DASH, from its first picture to its last; slides in AV1 too. */
@ExtendWith(RunningStack.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPlayersE2eTest {
    private static final double RECORD_SECONDS = 20;
    private static final FrameRate RATE = new FrameRate(25, 1);
    /** A device's clock is burned in when its picture is drawn, which comes a little early or late. */
    private static final double MAX_JITTER_MS = 60;
    /** How long a picture of the slides stands, under the presenter's that change more often. */
    private static final double SLIDE_MS = 200;

    private static final List<String> VIEWS = List.of("presenter", "slides", "audio", "composite");
    private static final int WIDTH = 64;
    private static final int HEIGHT = 36;

    private final ObjectMapper json = new ObjectMapper();
    private RunningStack stack;
    private UUID lecture;

    @BeforeAll
    void record(RunningStack running) throws Exception {
        stack = running;
        var camera = new DeviceSettings("presenter", DeviceSettings.View.PRESENTER, 640, 360, RATE, 2, 1_000_000, true);
        var screen = new DeviceSettings("slides", DeviceSettings.View.SLIDES, 854, 480, RATE, 2, 1_000_000, false);
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(camera, screen))) {
            UUID room = stack.room(
                    "Played by others",
                    List.of(
                            device("Camera", "PRESENTER", classroom.addresses().get("presenter")),
                            device("Slides", "SLIDES", classroom.addresses().get("slides"))));
            UUID id = stack.start(room, "Optics");
            lecture = UUID.fromString(stack.capture(id).path("lectureId").asText());
            stack.awaitTracks(id, RECORD_SECONDS + " s of every track", tracks -> {
                boolean[] all = {tracks.size() == 3};
                tracks.forEach(track -> all[0] &= track.path("recordedSeconds").asDouble() >= RECORD_SECONDS);
                return all[0];
            });
            stack.stopAndPublish(id);
        }
        await("the composite view")
                .atMost(Duration.ofMinutes(3))
                .until(() -> stack.client().grant(lecture).path("composite").has("url"));
    }

    private static Map<String, String> device(String name, String role, String url) {
        return Map.of("name", name, "role", role, "url", Objects.requireNonNull(url));
    }

    private URI address(String view, String format) {
        JsonNode grant = stack.client().grant(lecture);
        String field = format.equals("DASH") ? "dashUrl" : "url";
        if (view.equals("composite")) {
            return stack.server().resolve(grant.path("composite").path(field).asText());
        }
        for (JsonNode offered : grant.path("views")) {
            if (offered.path("name").asText().equals(view)) {
                return stack.server().resolve(offered.path(field).asText());
            }
        }
        throw new AssertionError("The grant offers no view " + view);
    }

    static Stream<Arguments> inChromium() {
        return Stream.of("hls.js HLS", "shaka HLS", "shaka DASH", "dash.js DASH")
                .map(player -> player.split(" "))
                .flatMap(player -> VIEWS.stream().map(view -> Arguments.of(player[0], player[1], view)));
    }

    static Stream<Arguments> inGStreamer() {
        return Stream.of("HLS", "DASH").flatMap(format -> VIEWS.stream().map(view -> Arguments.of(format, view)));
    }

    @ParameterizedTest
    @MethodSource("inChromium")
    void view_inAPlayerOfOthers_playsToItsEnd(String player, String format, String view) throws Exception {
        Chromium.assumeInstalled();
        Path scripts = Players.install();
        try (var chromium = Chromium.start()) {
            Page page = chromium.open("about:blank");
            Players.serve(page, stack.server(), scripts);
            page.navigate(stack.server().resolve("/players/players.html").toString());
            page.evaluate(ClockWatch.script(), List.of("view"));
            page.evaluate(
                    "([player, url]) => load(player, url)",
                    List.of(player, address(view, format).toString()));
            page.waitForFunction("() => report().at > 4 || report().errors.length");
            JsonNode playing = report(page);
            assertThat(playing.path("errors")).isEmpty();
            assertThat(playing.path("audioBytes").asLong())
                    .as("bytes of sound decoded")
                    .isPositive();
            if (!view.equals("audio")) {
                assertThat(playing.path("width").asInt()).isPositive();
                assertInStep(
                        ClockWatch.frames(json, page, "view"),
                        view.equals("composite") ? SLIDE_MS + MAX_JITTER_MS : MAX_JITTER_MS);
            }
            page.evaluate("() => { document.querySelector('video').currentTime = report().duration - 3; }");
            page.waitForFunction("() => report().ended || report().errors.length");
            JsonNode ended = report(page);
            assertThat(ended.path("errors")).isEmpty();
            assertThat(ended.path("at").asDouble()).isGreaterThan(RECORD_SECONDS - 1);
        }
    }

    /** Each picture is shown at its own time: what the clock is off by does not change. */
    private static void assertInStep(List<ClockWatch.Frame> frames, double mostMs) {
        assertThat(frames).as("pictures with a readable clock").hasSizeGreaterThan(10);
        double last = frames.getLast().offset();
        assertThat(frames)
                // Before its first picture a device that came a moment later is shown with that picture.
                .filteredOn(frame -> frame.media() > 1000)
                .extracting(ClockWatch.Frame::offset)
                .allMatch(offset -> Math.abs(offset - last) < mostMs);
    }

    private JsonNode report(Page page) throws IOException {
        return json.readTree((String) page.evaluate("() => JSON.stringify(report())"));
    }

    @ParameterizedTest
    @MethodSource("inGStreamer")
    void view_inGStreamer_playsToItsEnd(String format, String view) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/gst-launch-1.0")),
                "GStreamer is missing: apt-get install gstreamer1.0-tools");
        Path pictures = Files.createTempFile("pictures", ".raw");
        Path samples = Files.createTempFile("samples", ".raw");
        Path log = RunningStack.LOGS.resolve("gstreamer-%s-%s.log".formatted(format, view));
        try {
            List<String> command = new ArrayList<>(List.of(
                    "gst-launch-1.0",
                    "-q",
                    "playbin",
                    "uri=" + address(view, format),
                    "video-sink=videoconvert ! videoscale ! video/x-raw,format=GRAY8,width=%d,height=%d ! filesink location=%s"
                            .formatted(WIDTH, HEIGHT, pictures),
                    "audio-sink=audioconvert ! audioresample ! audio/x-raw,format=S16LE,channels=1,rate=8000 ! filesink location=%s"
                            .formatted(samples)));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroyForcibly();
            String said = Files.readString(log);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).doesNotContain("ERROR", "WARNING");
            assertThat(Files.size(samples) / 2 / 8000.0).as("seconds of sound").isGreaterThan(RECORD_SECONDS - 0.2);
            if (!view.equals("audio")) {
                double seconds = Files.size(pictures) / (double) (WIDTH * HEIGHT) / framesPerSecond(view);
                assertThat(seconds).as("seconds of pictures").isGreaterThan(RECORD_SECONDS - 0.5);
            }
        } finally {
            Files.delete(pictures);
            Files.delete(samples);
        }
    }

    private double framesPerSecond(String view) {
        String playlist = new PublishedMedia(stack.client()).text(address(view, "HLS"));
        return Double.parseDouble(playlist.replaceAll("(?s).*?FRAME-RATE=([0-9.]+).*", "$1"));
    }

    @Test
    void manifest_isServedAsOne() {
        String manifest = new PublishedMedia(stack.client()).text(address("presenter", "DASH"));

        assertThat(manifest).startsWith("<?xml").contains("<MPD", "presenter-");
    }
}
