package org.lectern.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.catalogue.capture.Captures;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.lecture.LectureInfo;
import org.lectern.catalogue.upload.UploadInfo;
import org.lectern.catalogue.upload.Uploads;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LectureState;
import org.lectern.model.UploadState;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.line.FastQueue;

/** From an uploaded file to a finished publication, with a real database and a real store. */
@QuarkusTest
@TestProfile(FastQueue.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class UploadLineTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int PIECE_BYTES = 100_000;

    @Inject
    ObjectStore store;

    @Inject
    Uploads uploads;

    @Inject
    LectureCatalogue lectures;

    @Inject
    Captures captures;

    @Inject
    Completeness completeness;

    @TempDir
    Path folder;

    @Test
    void file_uploadedInPieces_becomesALecture() throws Exception {
        UploadInfo upload = upload(clip("clip.mp4", 31, "-c:v", "libx264", "-bf", "2", "-c:a", "aac"));
        await().atMost(SOON).until(() -> lecture(upload).state() == LectureState.READY);

        LectureInfo lecture = lecture(upload);
        assertThat(lecture.title()).isEqualTo("clip");
        assertThat(lecture.durationSeconds()).isBetween(30.9, 31.2);
        var checker = new PlaylistChecker(new StoreFetcher(store));
        var report = checker.check(List.of(view(lecture, "presenter.m3u8"), view(lecture, "audio.m3u8")));
        assertThat(report.failures()).isEmpty();
        assertThat(report.playableUs()).isBetween(30_900_000L, 31_200_000L);
        UploadInfo done = uploads.get(upload.id());
        assertThat(done.state()).isEqualTo(UploadState.DONE);
        assertThat(done.importedSeconds()).isBetween(12.0, 31.2);
        assertThat(done.bytesRead()).isEqualTo(done.bytes());
        var capture = captures.ofLecture(lecture.id()).getFirst();
        assertThat(completeness.books(capture.id()).incidents()).isEmpty();
        assertThat(store.stat(ObjectKeys.uploadPiece(upload.id(), 0))).isPresent();
    }

    @Test
    void sound_alone_becomesALecture() throws Exception {
        UploadInfo upload = upload(clip("sound.mp3", 14, "-vn", "-c:a", "libmp3lame"));
        await().atMost(SOON).until(() -> lecture(upload).state() == LectureState.READY);
        assertThat(lecture(upload).views()).extracting("name").containsExactly("audio");
    }

    @Test
    void fileOfNoUse_failsWithAReason_andCanBeTriedAgain() throws Exception {
        UploadInfo upload = upload(Files.write(
                folder.resolve("lecture.mp4"), "#EXTM3U\nhttp://127.0.0.1:9/x.ts\n".getBytes(StandardCharsets.UTF_8)));
        await().atMost(SOON).until(() -> uploads.get(upload.id()).state() == UploadState.FAILED);

        UploadInfo failed = uploads.get(upload.id());
        assertThat(failed.problemCode()).isEqualTo(ErrorCode.UPLOAD_UNREADABLE);
        assertThat(failed.problem()).contains("playlist");
        assertThat(lecture(upload).state()).isEqualTo(LectureState.FAILED);
        assertThat(store.stat(ObjectKeys.uploadPiece(upload.id(), 0))).isPresent();

        assertThat(uploads.retry(upload.id()).state()).isEqualTo(UploadState.WAITING);
        await().atMost(SOON).until(() -> uploads.get(upload.id()).state() == UploadState.FAILED);
        assertThat(uploads.delete(upload.id())).containsExactly(ObjectKeys.uploadPiece(upload.id(), 0));
    }

    private UploadInfo upload(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        UploadInfo upload = uploads.create(new Uploads.Plan(
                file.getFileName().toString(), bytes.length, null, null, null, DeviceRole.PRESENTER, true, "staff"));
        for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
            uploads.append(
                    upload.id(), at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE_BYTES)), store);
        }
        return upload;
    }

    private LectureInfo lecture(UploadInfo upload) {
        return lectures.get(upload.lectureId(), true);
    }

    private Path clip(String name, int seconds, String... codecs) throws Exception {
        Path file = folder.resolve(name);
        var command = new ArrayList<>(List.of(
                "ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=1000:sample_rate=48000", "-t", "" + seconds, "-g", "50"));
        command.addAll(List.of("-pix_fmt", "yuv420p"));
        command.addAll(List.of(codecs));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private static URI view(LectureInfo lecture, String name) {
        return StoreFetcher.uri(ObjectKeys.publication(lecture.id(), lecture.version()) + name);
    }
}
