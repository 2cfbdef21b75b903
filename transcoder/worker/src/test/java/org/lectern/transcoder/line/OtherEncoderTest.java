package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;

/**
 * A worker that has another encoder than x264, Cisco's in place of hardware: a lecture of which that makes the
 * cameras' pictures, but for a chunk while nobody offered what the camera was planned for.
 */
@QuarkusTest
@TestProfile(OtherEncoderTest.Profile.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class OtherEncoderTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SEGMENTS_PER_CHUNK = 2;

    /** The worker of this test. */
    public static final class Profile extends FastQueue {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("lectern.worker.encoder", "openh264");
            return settings;
        }
    }

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    Workers workers;

    @Inject
    Queue queue;

    @Test
    void lecture_whoseCameraChangesItsEncoder_hasDiscontinuitiesInAllPlaylists_alsoWhileItGrows() throws Exception {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(workers.present())
                        .anySatisfy(worker -> assertThat(worker.encoder()).matches("openh264-[0-9a-f]{6}")));
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.largeCamera())
                .with("Slides", DeviceRole.SLIDES, TestSource.camera())
                .with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone())
                .with("Audience", DeviceRole.AUDIENCE, TestSource.cameraToPassThrough());
        var checker = new PlaylistChecker(new StoreFetcher(store));
        Map<String, String> before = Map.of();
        for (int chunks = 1; chunks <= 3; chunks++) {
            // The second chunk waits for hardware that no worker has, until one notices.
            queue.planFor(lecture.lectureId, "presenter", chunks == 2 ? "nvenc" : "openh264");
            lecture.record(12 * chunks + 1);
            awaitChunks(lecture, chunks);
            Map<String, String> now = playlists(lecture);
            before.forEach((path, text) -> assertThat(now.get(path)).as(path).startsWith(text));
            assertThat(checker.check(views(lecture)).failures()).isEmpty();
            before = now;
        }
        lecture.stop();
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));

        assertThat(checker.check(views(lecture)).failures()).isEmpty();
        List<String> encoders = queue.encoders(lecture.lectureId, "presenter");
        assertThat(encoders.get(0))
                .startsWith("openh264-")
                .isEqualTo(encoders.get(2))
                .isEqualTo(encoders.get(3));
        assertThat(encoders.get(1)).isEqualTo("x264");
        assertThat(queue.encoders(lecture.lectureId, "audience")).doesNotContain("x264");
        assertThat(queue.encoders(lecture.lectureId, "slides")).containsOnly("x264");
        assertThat(queue.encoders(lecture.lectureId, "audio")).containsOnly("x264");
        playlists(lecture).forEach((path, text) -> {
            if (!isView(path)) {
                assertThat(text.lines().filter(line -> line.equals("#EXT-X-DISCONTINUITY")))
                        .as(path)
                        .hasSize(2);
            }
        });
        String pictures = playlists(lecture).get("presenter/360p.m3u8");
        assertThat(pictures.lines()
                        .filter(line -> line.startsWith("#EXT-X-MAP"))
                        .distinct())
                .hasSize(2);
    }

    private void awaitChunks(LiveLecture lecture, int chunks) {
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, String> playlists = playlists(lecture);
            assertThat(playlists.keySet())
                    .contains("presenter.m3u8", "slides.m3u8", "audience.m3u8", "audio.m3u8", "presenter/720p.m3u8");
            playlists.forEach((path, text) -> {
                if (!isView(path)) {
                    assertThat(text.lines().filter(line -> line.endsWith(".m4s")))
                            .as(path)
                            .hasSize(chunks * SEGMENTS_PER_CHUNK);
                }
            });
        });
    }

    private Map<String, String> playlists(LiveLecture lecture) throws IOException {
        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        Map<String, String> playlists = new TreeMap<>();
        try (Stream<String> keys = store.list(prefix)) {
            for (String key : keys.filter(one -> one.endsWith(".m3u8")).toList()) {
                playlists.put(key.substring(prefix.length()), PlaylistGzip.decode(store.get(key)));
            }
        }
        return playlists;
    }

    private static boolean isView(String path) {
        return !path.contains("/");
    }

    private static List<URI> views(LiveLecture lecture) {
        return Stream.of("presenter", "slides", "audience", "audio")
                .map(view -> StoreFetcher.uri(ObjectKeys.publication(lecture.lectureId, 1) + view + ".m3u8"))
                .toList();
    }
}
