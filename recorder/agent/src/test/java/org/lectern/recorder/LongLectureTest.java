package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.embedded.EmbeddedS3;
import org.lectern.media.capture.SourceSettings;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;

/** A lecture of many hours: time goes by thirty times as fast, all else is as in real use. */
class LongLectureTest extends RecorderHarness {
    /** More of them with {@code -Dlectern.lecture-minutes=360}. */
    private static final int MINUTES = Integer.getInteger("lectern.lecture-minutes", 20);

    private static final int PACE = 30;
    private static final long MINUTE_US = 60_000_000;

    @TempDir
    Path objects;

    @BeforeEach
    void hurry() {
        TestingClips.assumeFfmpeg();
        source = new SourceSettings(Duration.ofSeconds(4), Duration.ofSeconds(2), policy(), PACE);
    }

    private Path lecture() throws Exception {
        Path minute = TestingClips.clip(folder.resolve("minute.mkv"), 60);
        Path lecture = folder.resolve("lecture.mkv");
        Process joining = TestingClips.start(
                "-stream_loop", String.valueOf(MINUTES), "-i", minute.toString(), "-c", "copy", lecture.toString());
        assertThat(joining.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(joining.exitValue()).isZero();
        return lecture;
    }

    @Test
    @Timeout(1800)
    void manyHours_areSealed_andUploaded_withoutAGap() throws Exception {
        DeviceConfig slides = device(1, lecture().toUri().toString());
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret")) {
            var store = new MinioObjectStore(s3.settings());
            start(store);
            startCapture(slides);
            within(60 + MINUTES * 60 / PACE * 2)
                    .until(() -> endUs(entries(slides, MediaKind.VIDEO)) >= MINUTES * MINUTE_US);
            stopCapture();

            for (MediaKind kind : List.of(MediaKind.VIDEO, MediaKind.AUDIO)) {
                List<TrackEntry> entries = entries(slides, kind);
                List<TrackEntry.Segment> segments = segments(entries);
                assertThat(segments.getLast().endUs() - segments.getFirst().startUs())
                        .as("media of %s", kind)
                        .isGreaterThan((MINUTES - 1) * MINUTE_US);
                assertThat(entries.subList(entries.indexOf(segments.getFirst()), entries.indexOf(segments.getLast())))
                        .as("what stands between the first segment and the last")
                        .hasOnlyElementsOfType(TrackEntry.Segment.class);
                for (TrackEntry.Segment segment : segments) {
                    assertThat(store.stat(segment.objectKey()).orElseThrow().sha256())
                            .isEqualTo(segment.sha256());
                }
            }
            assertBooks();
            assertThat(recorder.backlog().waitingSegments()).isZero();
        }
    }

    private static long endUs(List<TrackEntry> entries) {
        return entries.isEmpty() ? 0 : entries.getLast().endUs();
    }
}
