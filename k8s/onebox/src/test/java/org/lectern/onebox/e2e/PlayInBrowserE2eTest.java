package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.media.hls.check.HttpFetcher;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.FrameRate;

/** A student watches a lecture while it is recorded, and afterwards. */
@ExtendWith(RunningStack.Extension.class)
class PlayInBrowserE2eTest {
    private static final double RECORD_SECONDS = 40;
    private static final int WATCH_MS = 12_000;
    private static final double MAX_OFFSET_MS = 40;
    private static final FrameRate CAMERA_RATE = new FrameRate(25, 1);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void lecture_playsWhileItIsRecordedAndAfterwards(RunningStack stack) throws Exception {
        Chromium.assumeInstalled();
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(presenter(), slides()));
                var chromium = Chromium.start()) {
            UUID room = stack.room(
                    "Watched classroom",
                    List.of(
                            device("Camera", "PRESENTER", classroom.addresses().get("presenter")),
                            device("Slides", "SLIDES", classroom.addresses().get("slides"))));
            UUID id = stack.start(room, "Newton's laws");
            UUID lecture = UUID.fromString(stack.capture(id).path("lectureId").asText());
            stack.client().patch("/api/lectures/" + lecture, Map.of("published", true));
            stack.awaitCapture(
                    id,
                    "both views while the capture runs",
                    seen -> offers(seen, "presenter") && offers(seen, "slides"));

            URI view = stack.client().view(lecture, "presenter");
            URI playlist = new PublishedMedia(stack.client()).bestVariant(view);
            String growing = text(stack, playlist);
            assertThat(growing).contains("#EXT-X-PLAYLIST-TYPE:EVENT").doesNotContain("#EXT-X-ENDLIST");
            assertThat(growing).doesNotContainPattern("#EXT-X-MEDIA-SEQUENCE:[1-9]");

            Page page = signIn(chromium, stack, lecture);
            playFromStart(page);
            Watched live = watch(page, 6_000);
            assertThat(live.report().path("live").asBoolean()).as("is live").isTrue();
            assertThat(live.advancedSeconds())
                    .as("seconds played while recording")
                    .isGreaterThan(4);

            stack.awaitTracks(id, RECORD_SECONDS + " s of every track", tracks -> {
                boolean[] all = {tracks.size() == 3};
                tracks.forEach(track -> all[0] &= track.path("recordedSeconds").asDouble() >= RECORD_SECONDS);
                return all[0];
            });
            stack.stopAndPublish(id);
            String finished = text(stack, playlist);
            assertThat(finished).contains("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-ENDLIST");
            assertThat(segments(finished)).as("segments that were there stay").containsSubsequence(segments(growing));
            assertThat(publicationFindings(stack, lecture)).isEmpty();

            List<String> requests = requests(page);
            page.reload();
            playFromStart(page);
            Watched watched = watch(page, WATCH_MS);
            assertThat(requests)
                    .as("slides in AV1, which this browser plays")
                    .anyMatch(url -> url.contains("/slides/480p-av1/"))
                    .noneMatch(url -> url.contains("/slides/480p/"));
            assertThat(watched.advancedSeconds())
                    .as("seconds played")
                    .isBetween(WATCH_MS / 1000.0 - 2, WATCH_MS / 1000.0 + 2);
            for (JsonNode shown : watched.report().path("views")) {
                String name = shown.path("name").asText();
                assertThat(shown.path("stalls").asInt()).as("stalls of " + name).isZero();
                assertThat(shown.path("errors")).as("errors of " + name).isEmpty();
                assertThat(shown.path("problem").isNull())
                        .as("no problem of " + name)
                        .isTrue();
            }
            assertThat(Math.abs(watched.recordedOffsetMs()))
                    .as("recorded offset, ms")
                    .isLessThanOrEqualTo(MAX_OFFSET_MS);
            assertThat(Math.abs(watched.shownOffsetMs())).as("shown offset, ms").isLessThanOrEqualTo(MAX_OFFSET_MS);
            besideTheVideo(stack, lecture, page);
            withoutAv1(page);
            assertThat(chromium.errors()).as("errors of the pages").isEmpty();
        }
    }

    private static List<String> requests(Page page) {
        List<String> urls = new CopyOnWriteArrayList<>();
        page.onRequest(request -> urls.add(request.url()));
        return urls;
    }

    /** A browser that does not know AV1 keeps to H.264. */
    private static void withoutAv1(Page page) {
        page.addInitScript("""
                const supports = MediaSource.isTypeSupported.bind(MediaSource);
                MediaSource.isTypeSupported = (type) => !type.includes('av01') && supports(type);""");
        page.goBack();
        List<String> requests = requests(page);
        page.reload();
        playFromStart(page);
        assertThat(requests)
                .anyMatch(url -> url.contains("/slides/480p/"))
                .noneMatch(url -> url.contains("/slides/480p-av1/"));
    }

    /** What was made when the lecture was ready: a storyboard that browsers parse, slides to jump to, a poster. */
    private static void besideTheVideo(RunningStack stack, UUID lecture, Page page) throws Exception {
        String detail = "/api/lectures/" + lecture;
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        stack.client().get(detail).at("/index/state").asText().equals("DONE"));
        JsonNode index = stack.client().get(detail).path("index");
        assertThat(index.path("storyboards")).hasSize(2);
        int cues = ((Number) page.evaluate("""
                async (url) => {
                  const track = document.createElement('track');
                  track.kind = 'metadata';
                  track.src = url;
                  const video = document.body.appendChild(document.createElement('video'));
                  video.append(track);
                  track.track.mode = 'hidden';
                  await new Promise((done, failed) => { track.onload = done; track.onerror = failed; });
                  video.remove();
                  return track.track.cues.length;
                }""", index.at("/storyboards/0/url").asText())).intValue();
        assertThat(cues).as("cues that the browser parsed").isGreaterThanOrEqualTo((int) RECORD_SECONDS / 6);
        assertThat(index.path("slides")).isNotEmpty();

        page.reload();
        playFromStart(page);
        page.waitForSelector(".slide");
        assertThat(page.locator(".slide").count())
                .isEqualTo(index.path("slides").size());
        double last = index.path("slides")
                .get(index.path("slides").size() - 1)
                .path("seconds")
                .asDouble();
        page.locator(".slide").last().click();
        page.waitForFunction(
                "(at) => Math.abs(window.lecternPlayer.report().position - at) < 3"
                        + " && document.querySelector('li:last-child > .slide[aria-current=true]')",
                last);
        page.locator(".seek").hover();
        page.waitForSelector(".seek-tile");
        page.navigate(stack.server().resolve("/watch").toString());
        page.waitForFunction("() => document.querySelector('.cover-poster')?.naturalWidth > 0");
    }

    private static DeviceSettings presenter() {
        return new DeviceSettings(
                "presenter", DeviceSettings.View.PRESENTER, 640, 360, CAMERA_RATE, 2, 1_000_000, true);
    }

    /** As fast as the camera: a slower grabber's pictures are old by its own frame before they reach us. */
    private static DeviceSettings slides() {
        return new DeviceSettings("slides", DeviceSettings.View.SLIDES, 854, 480, CAMERA_RATE, 2, 1_000_000, false);
    }

    private static Map<String, String> device(String name, String role, String url) {
        return Map.of("name", name, "role", role, "url", Objects.requireNonNull(url));
    }

    private static boolean offers(JsonNode capture, String view) {
        for (JsonNode offered : capture.path("publication").path("views")) {
            if (offered.asText().equals(view)) {
                return true;
            }
        }
        return false;
    }

    private static String text(RunningStack stack, URI playlist) {
        return new String(stack.client().fetch(playlist), StandardCharsets.UTF_8);
    }

    private static List<String> segments(String playlist) {
        return playlist.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static List<?> publicationFindings(RunningStack stack, UUID lecture) throws InterruptedException {
        List<URI> views = new ArrayList<>();
        for (JsonNode view : stack.client().grant(lecture).path("views")) {
            views.add(stack.server().resolve(view.path("url").asText()));
            views.add(stack.server().resolve(view.path("mutedUrl").asText()));
        }
        try (var fetcher = new HttpFetcher()) {
            return new PlaylistChecker(fetcher).check(views).failures();
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

    private static void playFromStart(Page page) {
        page.waitForFunction("() => window.lecternPlayer?.report().playing");
        page.evaluate("() => window.lecternPlayer.player.seek(0)");
        page.waitForFunction(
                "() => { const r = window.lecternPlayer.report();"
                        + " return r.playing && r.position > 1 && r.position < 8 && r.views.every(v => !v.shown || v.currentTime > 1); }");
    }

    private Watched watch(Page page, int millis) throws IOException {
        double before = position(page);
        page.evaluate(ClockWatch.script(), List.of("presenter", "slides"));
        page.waitForTimeout(millis);
        JsonNode report = json.readTree((String) page.evaluate("() => JSON.stringify(window.lecternPlayer.report())"));
        return new Watched(
                report.path("position").asDouble() - before,
                report,
                ClockWatch.frames(json, page, "presenter"),
                ClockWatch.frames(json, page, "slides"));
    }

    private static double position(Page page) {
        return ((Number) page.evaluate("() => window.lecternPlayer.report().position")).doubleValue();
    }

    private record Watched(
            double advancedSeconds, JsonNode report, List<ClockWatch.Frame> camera, List<ClockWatch.Frame> slides) {
        /** How far the slides' place on the timeline is off the camera's. */
        double recordedOffsetMs() {
            return median(slides.stream().map(ClockWatch.Frame::offset).toList())
                    - median(camera.stream().map(ClockWatch.Frame::offset).toList());
        }

        /** At the moments at which a slide picture appears: how much newer it is than the camera's picture. */
        double shownOffsetMs() {
            return median(slides.stream()
                    .flatMap(slide -> camera.stream()
                            .filter(frame -> frame.shown() <= slide.shown() && frame.shown() > slide.shown() - 100)
                            .reduce((first, second) -> second)
                            .map(frame -> slide.clock() - (frame.clock() + slide.shown() - frame.shown()))
                            .stream())
                    .toList());
        }

        private static double median(List<Double> values) {
            assertThat(values).as("pictures with a readable clock").hasSizeGreaterThan(10);
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
