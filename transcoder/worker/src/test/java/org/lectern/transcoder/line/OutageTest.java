package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.object.ObjectKeys;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;

/** Work that breaks off in the middle is done again to the same objects. */
@QuarkusTest
@TestProfile(FastQueue.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class OutageTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    UnsteadyStore store;

    @Inject
    CaptureReports reports;

    @Inject
    Queue queue;

    /** In turn: within the segments, the media playlists and the multivariant playlists. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 11})
    void lecture_whoseStoreGoesAwayAfterSomeWrites_isPublishedWhole(int writes) throws Exception {
        store.failAfter(writes, 4, ErrorCode.STORE_UNAVAILABLE);

        var lecture = lecture();

        awaitClosed(lecture);
        assertThat(store.isSteady()).isTrue();
        assertThat(queue.chunks(lecture.lectureId, "SLATED")).isEmpty();
        assertWhole(lecture);
    }

    @Test
    void chunk_whoseProcessingKeepsFailing_isGivenUpAfterBoundedTries() throws Exception {
        // A chunk stores 6 objects at once, so one try takes most of the failures.
        store.failAfter(0, 5, ErrorCode.ENCODER_FAILED);

        var lecture = lecture();

        awaitClosed(lecture);
        assertThat(queue.attempts(lecture.lectureId)).isBetween(2, 6);
        assertWhole(lecture);
    }

    private LiveLecture lecture() {
        var lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .record(11);
        lecture.stop();
        return lecture;
    }

    private void awaitClosed(LiveLecture lecture) {
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));
    }

    /** Passes the rules, and nothing lies there that no playlist names. */
    private void assertWhole(LiveLecture lecture) throws Exception {
        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        var report = new PlaylistChecker(new StoreFetcher(store))
                .check(List.of(StoreFetcher.uri(prefix + "presenter.m3u8")));
        assertThat(report.failures()).isEmpty();
        try (Stream<String> keys = store.list(prefix)) {
            // 2 renditions of 2 segments, an init, a playlist and pictures each, 2 views and a manifest.
            // A storyboard and a poster may be there already.
            assertThat(keys.filter(key -> key.matches(".*\\.(m3u8|mpd|m4s|mp4)")))
                    .hasSize(2 * (2 + 1 + 2) + 3);
        }
    }
}
