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

/** A lecture whose workers are behind: its lowest rungs stay live, and the others follow. */
@QuarkusTest
@TestProfile(BehindTest.InAHurry.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class BehindTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    TaskQueue tasks;

    @Inject
    Queue queue;

    /** A worker that may hurry. */
    public static class InAHurry extends FastQueue {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(super.getConfigOverrides());
            all.put("lectern.worker.hurry", "true");
            return all;
        }
    }

    @AfterEach
    void release() {
        queue.releaseTheRest();
        tasks.resume();
    }

    @Test
    void lecture_whoseWorkersAreFarBehind_playsInItsLowestRungsUntilTheOthersFollow() throws Exception {
        queue.holdTheRest();
        tasks.pause();
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.largeCamera())
                .with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone())
                .record(25);
        queue.age(Duration.ofMinutes(2));
        tasks.resume();

        awaitChunks(lecture, "PARTIAL", 2);
        assertThat(queue.hurries(lecture.lectureId)).containsExactly("LOW_FIRST", "NONE");
        await().atMost(SOON).until(() -> exists(lecture, "presenter.m3u8"));
        assertThat(text(lecture, "presenter.m3u8"))
                .contains("presenter/480p.m3u8")
                .doesNotContain("720p");
        assertThat(exists(lecture, "presenter/720p.m3u8")).isFalse();
        var checker = new PlaylistChecker(new StoreFetcher(store));
        assertThat(checker.check(views(lecture)).failures()).isEmpty();

        queue.releaseTheRest();
        awaitChunks(lecture, "DONE", 4);
        await().atMost(SOON).until(() -> text(lecture, "presenter.m3u8").contains("presenter/720p.m3u8"));
        assertThat(checker.check(views(lecture)).failures()).isEmpty();

        lecture.stop();
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));
        var closed = checker.check(views(lecture));
        assertThat(closed.failures()).isEmpty();
        assertThat(closed.playableUs()).isBetween(30_000_000L, 30_200_000L);
    }

    @Test
    void lecture_thatIsStoppedWhileItsBestRungsAreBehind_isClosedWithAllOfThem() throws Exception {
        tasks.pause();
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.largeCamera())
                .record(37);
        lecture.stop();
        queue.age(Duration.ofMinutes(2));
        tasks.resume();

        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));

        URI view = StoreFetcher.uri(key(lecture, "presenter.m3u8"));
        assertThat(new PlaylistChecker(new StoreFetcher(store))
                        .check(List.of(view))
                        .failures())
                .isEmpty();
        assertThat(text(lecture, "presenter.m3u8"))
                .contains("presenter/720p.m3u8", "presenter/480p.m3u8", "presenter/240p.m3u8");
        assertThat(queue.hurries(lecture.lectureId)).contains("LOW_FIRST");
    }

    @Test
    void lecture_thatWasHurried_isReplacedByABetterVersion_ofWhichOnlyTheHurriedChunksAreEncodedAgain()
            throws Exception {
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .record(25);
        awaitChunks(lecture, "DONE", 2);
        tasks.pause();
        lecture.record(37);
        queue.age(Duration.ofSeconds(15));
        tasks.resume();
        awaitChunks(lecture, "DONE", 3);
        assertThat(queue.hurries(lecture.lectureId)).contains("FAST");
        lecture.stop();

        await().atMost(SOON)
                .until(() -> queue.publicationStates(lecture.lectureId).equals(List.of("CLOSED", "CLOSED")));

        String better = ObjectKeys.publication(lecture.lectureId, 2);
        URI view = StoreFetcher.uri(better + "presenter.m3u8");
        assertThat(new PlaylistChecker(new StoreFetcher(store))
                        .check(List.of(view))
                        .failures())
                .isEmpty();
        List<String> before = segments(lecture, 1);
        List<String> after = segments(lecture, 2);
        assertThat(after).hasSameSizeAs(before).startsWith(before.subList(0, 4).toArray(String[]::new));
        assertThat(after.subList(4, 6)).doesNotContainAnyElementsOf(before);
        assertThat(queue.hurriesOfVersion(lecture.lectureId, 2)).containsExactly("NONE");
    }

    private List<String> segments(LiveLecture lecture, int version) throws Exception {
        String key = ObjectKeys.publication(lecture.lectureId, version) + "presenter/360p.m3u8";
        return PlaylistGzip.decode(store.get(key))
                .lines()
                .filter(line -> line.endsWith(".m4s"))
                .toList();
    }

    private void awaitChunks(LiveLecture lecture, String state, int count) {
        await().atMost(SOON).until(() -> queue.chunks(lecture.lectureId, state).size() == count);
    }

    private boolean exists(LiveLecture lecture, String path) {
        return store.stat(key(lecture, path)).isPresent();
    }

    private String text(LiveLecture lecture, String path) throws Exception {
        return PlaylistGzip.decode(store.get(key(lecture, path)));
    }

    private static List<URI> views(LiveLecture lecture) {
        return List.of(StoreFetcher.uri(key(lecture, "presenter.m3u8")), StoreFetcher.uri(key(lecture, "audio.m3u8")));
    }

    private static String key(LiveLecture lecture, String path) {
        return ObjectKeys.publication(lecture.lectureId, 1) + path;
    }
}
