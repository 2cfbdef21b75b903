package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.compose.Composites;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.check.Finding;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.PaintedSource;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;
import org.lectern.transcoder.compose.PublicationComposer;

/** The composite view of a lecture, made by the worker's own queue after the lecture was published. */
@QuarkusTest
@TestProfile(ComposeTest.Composing.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class ComposeTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    Composites composites;

    @Inject
    PublicationComposer composer;

    @Inject
    Queue queue;

    /** A worker that makes composite views too. */
    public static class Composing extends FastQueue {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("lectern.compose.enabled", "true");
            return overrides;
        }
    }

    private LiveLecture lecture() {
        var deck = new SlideDeck();
        return new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .with("Slides", DeviceRole.SLIDES, PaintedSource.slides(36, deck::at))
                .with("Microphone", DeviceRole.MICROPHONE, TestSource.microphone());
    }

    private UUID publication(LiveLecture lecture) {
        return queue.publication(lecture.lectureId);
    }

    private boolean isDone(LiveLecture lecture) {
        UUID id = publication(lecture);
        return id != null && composites.isDone(id);
    }

    private Set<String> objects(LiveLecture lecture) {
        return store.list(ObjectKeys.publication(lecture.lectureId, 1) + ObjectKeys.COMPOSITE)
                .collect(Collectors.toSet());
    }

    @Test
    void lectureWithSlidesAndPresenter_getsACompositeView() throws Exception {
        LiveLecture lecture = lecture().record(31);
        lecture.stop();

        await().atMost(SOON).until(() -> isDone(lecture));

        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        URI view = StoreFetcher.uri(prefix + ObjectKeys.view(ObjectKeys.COMPOSITE));
        var report = new PlaylistChecker(new StoreFetcher(store)).check(List.of(view));
        assertThat(report.failures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).isSubsetOf(10, 11, 37);
        assertThat(PlaylistGzip.decode(store.get(prefix + "composite.m3u8")))
                .contains("AUDIO=\"audio-low\"", "composite/360p.m3u8", "composite/360p.iframes.m3u8", "FRAME-RATE=25");
        assertThat(PlaylistGzip.decode(store.get(prefix + "composite.mpd"))).contains("composite-360p", "audio-aac");
    }

    @Test
    void lectureOfOnePicture_getsNone() {
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .record(13);
        queue.holdBackground();
        lecture.stop();

        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));

        assertThat(queue.backgroundTasks(publication(lecture))).containsExactly("describe-publication");
        queue.releaseBackground(publication(lecture));
    }

    @Test
    void workerThatEndsAnywhere_isFollowedByOneThatGoesOn() {
        LiveLecture lecture = lecture().record(31);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        UUID id = publication(lecture);

        for (int ended = 0; ended < 2; ended++) {
            int[] left = {1};
            assertThatThrownBy(() -> composer.compose(id, () -> {
                        if (left[0]-- == 0) {
                            throw new LecternException(ErrorCode.INTERNAL, "Killed.");
                        }
                    }))
                    .hasMessage("Killed.");
            assertThat(composites.chunks(id)).hasSize(ended + 1);
            assertThat(composites.isDone(id)).isFalse();
        }
        Set<String> stored = objects(lecture);
        int[] steps = {0};
        composer.compose(id, () -> steps[0]++);

        // Two chunks were there, and are not made again.
        assertThat(steps[0]).isPositive().isEqualTo(composites.chunks(id).size() - 2);
        assertThat(composites.isDone(id)).isTrue();
        assertThat(objects(lecture)).containsAll(stored);
        assertThat(objects(lecture).stream().filter(key -> !stored.contains(key)))
                .noneMatch(key -> key.matches(".*/00000[0-3]-.*"));
        queue.releaseBackground(id);
    }

    @Test
    void compositeThatCannotBeMade_isReported_andTheLectureIsPlayed() {
        LiveLecture lecture = lecture().record(13);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        UUID id = publication(lecture);
        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        store.list(prefix + "slides/")
                .filter(key -> key.endsWith(".m4s"))
                .toList()
                .forEach(store::delete);

        queue.releaseBackground(id);

        await().atMost(SOON).until(() -> queue.compositeState(id).equals("FAILED"));
        assertThat(queue.publicationState(lecture.lectureId)).isEqualTo("CLOSED");
        assertThat(composites.isDone(id)).isFalse();
    }
}
