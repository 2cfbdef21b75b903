package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
import org.lectern.transcoder.queue.TaskQueue;

/** From reported segments to a finished publication, with a real database and a real store. */
@QuarkusTest
@TestProfile(FastQueue.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class LineTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    TaskQueue tasks;

    @Inject
    Queue queue;

    @Inject
    Workers workers;

    @AfterEach
    void resume() {
        tasks.resume();
    }

    @Test
    void lecture_whileRecordedAndAfter_playsAtTheSameAddress() throws Exception {
        var lecture = cameraAndMicrophone().record(13);
        await().atMost(SOON).until(() -> exists(lecture, "presenter.m3u8") && exists(lecture, "audio.m3u8"));
        var checker = new PlaylistChecker(new StoreFetcher(store));
        var live = checker.check(views(lecture));
        assertThat(live.failures()).isEmpty();
        assertThat(live.playableUs()).isEqualTo(12_000_000);

        lecture.record(25);
        awaitChunks(lecture, "DONE", 4);
        await().atMost(SOON)
                .until(() -> media(lecture, "presenter/360p.m3u8")
                                .lines()
                                .filter(l -> l.endsWith(".m4s"))
                                .count()
                        == 4);
        assertThat(checker.check(views(lecture)).failures()).isEmpty();

        lecture.stop();
        awaitClosed(lecture);
        var closed = checker.check(views(lecture));
        assertThat(closed.failures()).isEmpty();
        assertThat(closed.playableUs()).isBetween(30_000_000L, 30_200_000L);
        assertThat(media(lecture, "presenter/360p.m3u8")).endsWith("#EXT-X-ENDLIST\n");
    }

    /** Of three minutes; {@code -Dlectern.lecture-minutes=360} makes it a day's school. */
    @Test
    void longLecture_isPublishedWhole_soonAfterItEnds() throws Exception {
        int seconds = Integer.getInteger("lectern.lecture-minutes", 3) * 60;
        int taught = seconds - 30;
        var lecture = slidesAndMicrophone().record(taught);
        long began = System.nanoTime();
        await().atMost(Duration.ofSeconds(60 + seconds))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> queue.chunks(lecture.lectureId, "DONE").size() == 2 * (taught / 12));
        System.out.printf("%d min are encoded after %.1f s.%n", taught / 60, secondsSince(began));

        lecture.record(seconds);
        lecture.stop();
        long stopped = System.nanoTime();
        awaitClosed(lecture);
        System.out.printf("All rungs of %d min are playable %.1f s after Stop.%n", seconds / 60, secondsSince(stopped));

        var report = new PlaylistChecker(new StoreFetcher(store))
                .check(List.of(view(lecture, "slides.m3u8"), view(lecture, "audio.m3u8")));
        assertThat(report.failures()).isEmpty();
        assertThat(report.playableUs()).isBetween(seconds * 1_000_000L, seconds * 1_000_000L + 6_200_000L);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    @Test
    void playlist_ofChunksFinishedInAnyOrder_showsNoHole() {
        tasks.pause();
        var lecture = cameraOnly().record(37);
        queue.holdAll();
        tasks.resume();

        queue.release(lecture.lectureId, "presenter", 2);
        awaitChunks(lecture, "DONE", 1);
        queue.release(lecture.lectureId, "presenter", 0);
        awaitSegments(lecture, 2);
        queue.release(lecture.lectureId, "presenter", 1);
        awaitSegments(lecture, 6);

        lecture.stop();
        queue.release(lecture.lectureId, "presenter", 3);
        awaitClosed(lecture);
    }

    @Test
    void chunks_withTwoWorkers_areEachDoneOnce() throws Exception {
        tasks.pause();
        var lecture = cameraOnly().record(61);
        Scheduler second = tasks.scheduler("second worker", 1);
        second.start();
        try {
            tasks.resume();
            awaitChunks(lecture, "DONE", 5);
        } finally {
            second.stop();
        }

        assertThat(queue.attempts(lecture.lectureId)).isEqualTo(5);
    }

    @Test
    void worker_thatIsPausedInTheCatalogue_takesNothingUntilItMayGoOn() {
        workers.pause("admin");
        await().atMost(SOON).until(() -> !tasks.isTaking());
        var lecture = cameraOnly().record(13);
        assertThat(workers.present()).hasSize(1);
        assertThat(queue.chunks(lecture.lectureId, "QUEUED")).containsExactly("presenter/0");

        workers.resume();

        awaitChunks(lecture, "DONE", 1);
    }

    @Test
    void chunk_ofKilledWorker_isTakenOverToTheSameObjects() throws Exception {
        var twin = cameraOnly().record(13);
        awaitSegments(twin, 2);
        tasks.pause();
        var lecture = cameraOnly().record(13);
        queue.abandon(lecture.lectureId, "presenter", 0);
        tasks.resume();

        awaitSegments(lecture, 2);

        assertThat(queue.attempts(lecture.lectureId)).isEqualTo(2);
        assertThat(media(lecture, "presenter/360p.m3u8")).isEqualTo(media(twin, "presenter/360p.m3u8"));
    }

    @Test
    void chunk_thatCannotBeDecoded_isSlatedAndTheLectureIsPublished() throws Exception {
        var lecture = cameraOnly().damaging(2, 3).record(31);
        lecture.stop();

        awaitClosed(lecture);

        assertThat(queue.chunks(lecture.lectureId, "SLATED")).containsExactly("presenter/1");
        assertThat(queue.chunks(lecture.lectureId, "DONE")).containsExactly("presenter/0", "presenter/2");
        var report = new PlaylistChecker(new StoreFetcher(store)).check(List.of(view(lecture, "presenter.muted.m3u8")));
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void segment_thatCannotBeDecoded_isAGapWithinItsChunk() throws Exception {
        var lecture = cameraOnly().damaging(1).record(19);
        lecture.stop();

        awaitClosed(lecture);

        assertThat(queue.chunks(lecture.lectureId, "SLATED")).isEmpty();
        var report = new PlaylistChecker(new StoreFetcher(store)).check(List.of(view(lecture, "presenter.muted.m3u8")));
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void segment_thatTheStoreLost_isAGapWithinItsChunk() {
        tasks.pause();
        var lecture = cameraOnly().record(19);
        store.delete(lecture.sourceKey(0, 1));
        tasks.resume();
        lecture.stop();

        awaitClosed(lecture);

        assertThat(queue.chunks(lecture.lectureId, "SLATED")).isEmpty();
    }

    private LiveLecture cameraOnly() {
        return new LiveLecture(queue.agent(), store, reports).with("Camera", DeviceRole.PRESENTER, TestSource.camera());
    }

    private LiveLecture slidesAndMicrophone() {
        return new LiveLecture(queue.agent(), store, reports)
                .with("Slides", DeviceRole.SLIDES, TestSource.camera())
                .with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone());
    }

    private LiveLecture cameraAndMicrophone() {
        return cameraOnly().with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone());
    }

    private void awaitChunks(LiveLecture lecture, String state, int count) {
        await().atMost(SOON).until(() -> queue.chunks(lecture.lectureId, state).size() == count);
    }

    private void awaitClosed(LiveLecture lecture) {
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));
    }

    private void awaitSegments(LiveLecture lecture, int count) {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            long segments = media(lecture, "presenter/360p.m3u8")
                    .lines()
                    .filter(line -> line.endsWith(".m4s"))
                    .count();
            assertThat(segments).isLessThanOrEqualTo(count);
            return segments == count;
        });
    }

    private boolean exists(LiveLecture lecture, String path) {
        return store.stat(key(lecture, path)).isPresent();
    }

    private String media(LiveLecture lecture, String path) throws Exception {
        return PlaylistGzip.decode(store.get(key(lecture, path)));
    }

    private static List<URI> views(LiveLecture lecture) {
        return List.of(
                view(lecture, "presenter.m3u8"), view(lecture, "presenter.muted.m3u8"), view(lecture, "audio.m3u8"));
    }

    private static URI view(LiveLecture lecture, String path) {
        return StoreFetcher.uri(key(lecture, path));
    }

    private static String key(LiveLecture lecture, String path) {
        return ObjectKeys.publication(lecture.lectureId, 1) + path;
    }
}
