package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.media.hls.check.HttpFetcher;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.FrameRate;

/**
 * The only worker that offers another encoder than x264 is killed in the midst of a lecture: the others go on,
 * and a browser plays across the place. Cisco's encoder stands for hardware.
 */
@ExtendWith(RunningStack.Extension.class)
class ChangedEncoderE2eTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final double RECORD_SECONDS = 38;
    /** Key pictures too rare to be passed through: all rungs are encoded. */
    private static final double KEYFRAME_SECONDS = 4;

    private static final double LONGEST_JUMP_SECONDS = 0.3;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void lecture_whoseEncoderIsLost_playsAcrossTheDiscontinuity(RunningStack stack) throws Exception {
        Chromium.assumeInstalled();
        var camera = new DeviceSettings(
                "presenter",
                DeviceSettings.View.PRESENTER,
                640,
                360,
                new FrameRate(25, 1),
                KEYFRAME_SECONDS,
                1_000_000,
                true);
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(camera));
                var chromium = Chromium.start()) {
            Process particular = stack.worker("worker-openh264", Map.of("LECTERN_WORKER_ENCODER", "openh264"));
            await("the encoder on offer")
                    .atMost(SOON)
                    .until(() ->
                            stack.client().get("/api/encoding").path("workers").findValuesAsText("encoder").stream()
                                    .anyMatch(encoder -> encoder.startsWith("openh264-")));
            UUID room = stack.room(
                    "Changed encoder",
                    List.of(Map.of(
                            "name",
                            "Camera",
                            "role",
                            "PRESENTER",
                            "url",
                            classroom.addresses().get("presenter"))));
            UUID capture = stack.start(room, "Waves");
            UUID lecture =
                    UUID.fromString(stack.capture(capture).path("lectureId").asText());
            stack.client().patch("/api/lectures/" + lecture, Map.of("published", true));
            String byEncoder = """
                    select count(*) from chunk join publication_track on publication_track.id = publication_track_id
                    join publication on publication.id = publication_id
                    where capture_id = '%s' and publication_track.name = 'presenter' and chunk.state = 'DONE'
                    and chunk.encoder\s""".formatted(capture);
            await("a chunk by the other encoder")
                    .atMost(SOON)
                    .until(() -> stack.numbers(byEncoder + "like 'openh264-%'").getFirst() >= 1);
            particular.destroyForcibly().waitFor();
            stack.awaitCapture(
                    capture,
                    "something to watch",
                    seen -> seen.at("/publication/views").toString().contains("presenter"));
            URI view = stack.client().view(lecture, "presenter");
            var media = new PublishedMedia(stack.client());
            URI rung = media.bestVariant(view);
            await("the discontinuity in the growing playlist")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(media.text(rung)).contains("#EXT-X-DISCONTINUITY\n"));
            assertThat(media.text(rung)).contains("#EXT-X-PLAYLIST-TYPE:EVENT");
            double changeAt = discontinuity(media.text(rung));
            Page page = signIn(chromium, stack, lecture);
            assertThat(watchAcross(page, changeAt).at("/report/views/0/problem").isNull())
                    .as("no problem while it is recorded")
                    .isTrue();
            stack.awaitTracks(capture, RECORD_SECONDS + " s of every track", tracks -> {
                boolean[] all = {tracks.size() == 2};
                tracks.forEach(track -> all[0] &= track.path("recordedSeconds").asDouble() >= RECORD_SECONDS);
                return all[0];
            });
            stack.stopAndPublish(capture);

            assertThat(stack.numbers(byEncoder + "like 'openh264-%'").getFirst())
                    .isPositive();
            assertThat(stack.numbers(byEncoder + "is null").getFirst()).isPositive();
            try (var fetcher = new HttpFetcher()) {
                assertThat(new PlaylistChecker(fetcher).check(List.of(view)).failures())
                        .isEmpty();
            }
            assertThat(discontinuity(media.text(rung))).isEqualTo(changeAt);
            assertThat(discontinuity(media.text(media.audio(view)))).isBetween(changeAt - 0.1, changeAt + 0.1);

            page.reload();
            JsonNode seen = watchAcross(page, changeAt);
            JsonNode shown = seen.at("/report/views/0");
            assertThat(shown.path("stalls").asInt()).as("stalls").isZero();
            assertThat(shown.path("errors")).as("errors").isEmpty();
            assertThat(shown.path("problem").isNull()).as("no problem").isTrue();
            assertThat(seen.path("longestJump").asDouble())
                    .as("seconds of media between two pictures that were shown")
                    .isLessThan(LONGEST_JUMP_SECONDS);
            assertThat(chromium.errors()).as("errors of the page").isEmpty();
        }
    }

    /** Through the pages, as a student does it. */
    private static Page signIn(Chromium chromium, RunningStack stack, UUID lecture) {
        Page page = chromium.open(stack.server().resolve("/watch/" + lecture).toString());
        page.locator("input[name=username]").fill("student");
        page.locator("input[name=password]").fill("lectern");
        page.locator("button.primary").click();
        page.waitForURL("**/watch/" + lecture);
        return page;
    }

    /** Plays from four seconds before a place until four seconds behind it. */
    private JsonNode watchAcross(Page page, double placeSeconds) throws IOException {
        page.waitForFunction("() => window.lecternPlayer?.report().playing");
        page.evaluate("(at) => window.lecternPlayer.player.seek(at)", placeSeconds - 4);
        page.waitForFunction(
                "(at) => { const r = window.lecternPlayer.report();"
                        + " return r.playing && r.position > at - 4 && r.position < at - 1; }",
                placeSeconds);
        return json.readTree((String) page.evaluate(WATCH, placeSeconds + 4));
    }

    /** Plays until a position; tells the longest step in media time from one shown picture to the next. */
    private static final String WATCH = """
            async (until) => {
              const video = document.querySelector('video');
              let before = null;
              let longestJump = 0;
              const step = (now, shown) => {
                if (before !== null) longestJump = Math.max(longestJump, Math.abs(shown.mediaTime - before));
                before = shown.mediaTime;
                video.requestVideoFrameCallback(step);
              };
              video.requestVideoFrameCallback(step);
              const end = Date.now() + 40000;
              while (window.lecternPlayer.report().position < until && Date.now() < end) {
                await new Promise((done) => setTimeout(done, 100));
              }
              const report = window.lecternPlayer.report();
              if (report.position < until) throw new Error('It stands at ' + report.position);
              return JSON.stringify({ longestJump, report });
            }""";

    /** Where the first discontinuity of a playlist stands, in seconds. */
    private static double discontinuity(String playlist) {
        double at = 0;
        for (String line : playlist.lines().toList()) {
            if (line.equals("#EXT-X-DISCONTINUITY")) {
                return at;
            }
            if (line.startsWith("#EXTINF:")) {
                at += Double.parseDouble(line.substring(8, line.indexOf(',')));
            }
        }
        throw new AssertionError("no discontinuity in " + playlist);
    }
}
