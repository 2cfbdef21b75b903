package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;
import org.lectern.transcoder.queue.TaskQueue;

/** Slides where AV1 is asked for, on a worker that is behind: H.264 stays live, and AV1 follows. */
@QuarkusTest
@TestProfile(Av1LineTest.WithAv1.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class Av1LineTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    TaskQueue tasks;

    @Inject
    Queue queue;

    /** A worker that may hurry, in an installation that asks for AV1. */
    public static class WithAv1 extends FastQueue {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(super.getConfigOverrides());
            all.put("lectern.worker.hurry", "true");
            all.put("lectern.slides.av1", "true");
            return all;
        }
    }

    @AfterEach
    void release() {
        queue.releaseTheRest();
        tasks.resume();
    }

    @Test
    void slides_ofALectureWhoseWorkersAreBehind_playInH264AndAreClosedWithAv1() throws Exception {
        queue.holdTheRest();
        tasks.pause();
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Slides", DeviceRole.SLIDES, TestSource.largeCamera())
                .with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone())
                .record(25);
        queue.age(Duration.ofSeconds(12));
        tasks.resume();

        await().atMost(SOON)
                .until(() -> queue.chunks(lecture.lectureId, "PARTIAL").size() == 2);
        assertThat(queue.hurries(lecture.lectureId)).contains("FAST");
        await().atMost(SOON).until(() -> exists(lecture, "slides.m3u8"));
        assertThat(text(lecture, "slides.m3u8"))
                .contains("slides/720p.m3u8", "slides/480p.m3u8")
                .doesNotContain("av01");
        var checker = new PlaylistChecker(new StoreFetcher(store));
        assertThat(checker.check(List.of(view(lecture))).failures()).isEmpty();

        queue.releaseTheRest();
        lecture.stop();
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));
        assertThat(text(lecture, "slides.m3u8"))
                .contains("slides/720p-av1.m3u8", "slides/480p-av1.m3u8", "slides/720p-av1.iframes.m3u8");
        assertThat(checker.check(List.of(view(lecture))).failures()).isEmpty();
    }

    private URI view(LiveLecture lecture) {
        return StoreFetcher.uri(key(lecture, "slides.m3u8"));
    }

    private static String key(LiveLecture lecture, String path) {
        return ObjectKeys.publication(lecture.lectureId, 1) + path;
    }

    private boolean exists(LiveLecture lecture, String path) {
        return store.stat(key(lecture, path)).isPresent();
    }

    private String text(LiveLecture lecture, String path) throws Exception {
        return PlaylistGzip.decode(store.get(key(lecture, path)));
    }
}
