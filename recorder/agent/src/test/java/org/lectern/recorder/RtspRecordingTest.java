package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.TrackState;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.RtspCamera;

/** Records from a real RTSP server with sender reports. */
class RtspRecordingTest extends RecorderHarness {

    private void assertWhole(List<TrackEntry> entries, long frameUs) {
        List<TrackEntry.Segment> segments = segments(entries);
        Sample last = null;
        for (TrackEntry.Segment segment : segments) {
            for (Sample sample :
                    Fmp4Reader.read(store.objects.get(segment.objectKey())).samples()) {
                if (last != null) {
                    assertThat(sample.dts() - last.dts()).isCloseTo(frameUs, Offset.offset(2_000L));
                }
                last = sample;
            }
        }
        for (int i = 1; i < segments.size(); i++) {
            assertThat(segments.get(i).startUs()).isEqualTo(segments.get(i - 1).endUs());
            assertThat(segments.get(i).mediaStartUs())
                    .isEqualTo(segments.get(i - 1).mediaEndUs());
        }
    }

    @Test
    void twoCameras_areRecordedWhole_soundAndPictureInStep() throws Exception {
        try (RtspCamera cameras = RtspCamera.start()) {
            DeviceConfig presenter = device(0, cameras.url("av"));
            DeviceConfig slides = device(1, cameras.url("video"));
            start();
            startCapture(presenter, slides);
            within(30)
                    .until(() -> segments(entries(presenter, MediaKind.VIDEO)).size() >= 2
                            && segments(entries(presenter, MediaKind.AUDIO)).size() >= 2
                            && segments(entries(slides, MediaKind.VIDEO)).size() >= 2);
            stopCapture();

            assertWhole(entries(presenter, MediaKind.VIDEO), 40_000);
            assertWhole(entries(presenter, MediaKind.AUDIO), 21_333);
            assertWhole(entries(slides, MediaKind.VIDEO), 40_000);
            for (List<TrackEntry> entries : List.of(
                    entries(presenter, MediaKind.VIDEO),
                    entries(presenter, MediaKind.AUDIO),
                    entries(slides, MediaKind.VIDEO))) {
                assertInStore(entries);
                // The live picture is placed where it was captured: its end is about when Stop came.
                assertThat(entries.getLast().endUs())
                        .isCloseTo(
                                Duration.between(
                                                        server.captures
                                                                .get(CAPTURE)
                                                                .epoch(),
                                                        server.captures
                                                                .get(CAPTURE)
                                                                .closedAt())
                                                .toMillis()
                                        * 1000,
                                Offset.offset(500_000L));
            }
            assertBooks();
            assertThat(entries(slides, MediaKind.AUDIO)).isEmpty();
        }
    }

    @Test
    void cameraThatLosesPower_isAGapOfTheRightLength() throws Exception {
        RtspCamera camera = RtspCamera.start();
        DeviceConfig device = device(0, camera.url("av"));
        try {
            start();
            startCapture(device);
            within(30).until(() -> !segments(entries(device, MediaKind.VIDEO)).isEmpty());
            camera.close();
            within(10).until(() -> telemetry(device).state() == TrackState.GAP);
            camera = RtspCamera.start(String.valueOf(camera.port()));
            within(30)
                    .until(() ->
                            segments(entries(device, MediaKind.VIDEO)).stream().anyMatch(segment -> segment.run() > 0)
                                    && segments(entries(device, MediaKind.AUDIO)).stream()
                                            .anyMatch(segment -> segment.run() > 0));
            stopCapture();
        } finally {
            camera.close();
        }
        for (MediaKind kind : MediaKind.values()) {
            assertInStore(entries(device, kind));
            assertThat(entries(device, kind))
                    .anyMatch(entry -> entry instanceof TrackEntry.Gap gap && gap.reason() == GapReason.DEVICE_LOST);
        }
        assertBooks();
    }

    @Test
    void cameraWithOneMediaForAllClients_isRecordedInOneSession() throws Exception {
        try (RtspCamera cameras = RtspCamera.start()) {
            DeviceConfig camera = device(0, cameras.url("shared"));
            start();
            startCapture(camera);
            within(80)
                    .until(() -> segments(entries(camera, MediaKind.VIDEO)).size() >= 2
                            && segments(entries(camera, MediaKind.AUDIO)).size() >= 2);
            stopCapture();
            for (MediaKind kind : MediaKind.values()) {
                assertInStore(entries(camera, kind));
            }
            assertThat(entries(camera, MediaKind.VIDEO).getLast().endUs())
                    .isCloseTo(entries(camera, MediaKind.AUDIO).getLast().endUs(), Offset.offset(300_000L));
            assertBooks();
        }
    }

    @Test
    void codecThatCannotBeRecorded_isNamed_andItsSoundIsRecorded() throws Exception {
        try (RtspCamera cameras = RtspCamera.start()) {
            DeviceConfig vp8 = device(0, cameras.url("vp8"));
            DeviceConfig mixed = device(1, cameras.url("mixed"));
            start();
            startCapture(vp8, mixed);
            within(15).until(() -> hasProblem(vp8, ErrorCode.CODEC_UNSUPPORTED));
            assertThat(telemetry(vp8).problem().detail()).contains("vp8");
            within(20).until(() -> !segments(entries(mixed, MediaKind.AUDIO)).isEmpty());
            assertThat(server.telemetry.getLast().tracks())
                    .anyMatch(track -> track.deviceId().equals(mixed.id())
                            && track.kind() == MediaKind.VIDEO
                            && track.problem() != null
                            && track.problem().code() == ErrorCode.CODEC_UNSUPPORTED);
            stopCapture();
            assertInStore(entries(mixed, MediaKind.AUDIO));
        }
    }

    @Test
    void wrongPasswordAndWrongPath_areNamed_andTheRightOneRecords() throws Exception {
        try (RtspCamera locked = RtspCamera.start("--password", "letmein");
                RtspCamera open = RtspCamera.start()) {
            DeviceConfig right = device(0, locked.url("video", "letmein"));
            DeviceConfig wrong = device(1, locked.url("video", "guess"));
            DeviceConfig path = device(2, open.url("nothing"));
            start();
            startCapture(right, wrong, path);
            within(10)
                    .until(() -> hasProblem(wrong, ErrorCode.DEVICE_AUTHENTICATION)
                            && hasProblem(path, ErrorCode.DEVICE_NOT_FOUND));
            assertThat(telemetry(wrong).problem().detail()).doesNotContain("guess");
            within(20).until(() -> !segments(entries(right, MediaKind.VIDEO)).isEmpty());
            stopCapture();
            assertInStore(entries(right, MediaKind.VIDEO));
        }
    }
}
