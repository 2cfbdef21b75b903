package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;

class RecorderTest extends RecorderHarness {
    @Test
    void capture_fromStartToStop_isInTheStoreAndReported() throws Exception {
        TestingClips.assumeFfmpeg();
        DeviceConfig camera = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 60));
        DeviceConfig slides = device(1, "file://" + TestingClips.clip(folder.resolve("b.ts"), 60, "-bf", "2", "-an"));
        start();
        within(10).until(() -> !server.hellos.isEmpty());
        startCapture(camera, slides);
        within(10).until(() -> server.acks.containsKey(1L));
        within(20)
                .until(() -> segments(entries(camera, MediaKind.VIDEO)).size() >= 1
                        && segments(entries(slides, MediaKind.VIDEO)).size() >= 1
                        && segments(entries(camera, MediaKind.AUDIO)).size() >= 1);
        stopCapture();

        assertThat(server.acks.get(1L).error()).isNull();
        assertThat(server.acks.get(2L).error()).isNull();
        for (List<TrackEntry> entries : List.of(
                entries(camera, MediaKind.VIDEO), entries(camera, MediaKind.AUDIO), entries(slides, MediaKind.VIDEO))) {
            assertInStore(entries);
            TrackEntry.Segment first = segments(entries).getFirst();
            assertThat(first.mediaEndUs() - first.mediaStartUs()).isBetween(5_970_000L, 6_030_000L);
            assertThat(entries.stream().filter(TrackEntry.Gap.class::isInstance))
                    .hasSizeLessThanOrEqualTo(1);
        }
        // Sound and picture of one file start together.
        assertThat(segments(entries(camera, MediaKind.AUDIO)).getFirst().startUs())
                .isCloseTo(
                        segments(entries(camera, MediaKind.VIDEO)).getFirst().startUs(),
                        org.assertj.core.data.Offset.offset(30_000L));
        assertThat(segments(entries(camera, MediaKind.VIDEO))
                        .getFirst()
                        .format()
                        .width())
                .isEqualTo(320);
        assertBooks();
        assertThat(recorder.captures().books().inGaps()).isZero();
        within(5).until(() -> recorder.backlog().waitingSegments() == 0);
        try (var files = Files.walk(folder.resolve("spool"))) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(mp4|part)")))
                    .isEmpty();
        }
        CaptureReport report = server.captures.get(CAPTURE);
        assertThat(report.title()).isEqualTo("Physics");
        assertThat(report.closedAt()).isAfter(report.epoch());
    }

    @Test
    void brokenDevices_areNamed_andTheOthersRecordOn() throws Exception {
        TestingClips.assumeFfmpeg();
        DeviceConfig good = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 60));
        DeviceConfig mute =
                device(1, "file://" + TestingClips.clip(folder.resolve("old.ts"), 5, "-c:v", "mpeg2video", "-an"));
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DeviceConfig other = device(2, "rtsp://admin:secret@127.0.0.1:%d/x".formatted(silent.getLocalPort()));
            DeviceConfig gone = device(3, "rtsp://127.0.0.1:9/x");
            start();
            startCapture(good, mute, other, gone);
            within(20)
                    .until(() -> hasProblem(mute, ErrorCode.CODEC_UNSUPPORTED)
                            && hasProblem(other, ErrorCode.DEVICE_TIMEOUT)
                            && hasProblem(gone, ErrorCode.DEVICE_UNREACHABLE));
            assertThat(telemetry(other).problem().detail()).doesNotContain("secret");
            within(20).until(() -> !segments(entries(good, MediaKind.VIDEO)).isEmpty());
            stopCapture();
        }
        assertInStore(entries(good, MediaKind.VIDEO));
        for (DeviceConfig device : List.of(mute)) {
            assertThat(entries(device, null))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            TrackEntry.Gap.class,
                            gap -> assertThat(gap.reason()).isEqualTo(GapReason.UNSUPPORTED));
        }
        assertBooks();
    }

    @Test
    void deviceThatDiesMidway_isAGap_andIsRecordedAgainWhenItReturns() throws Exception {
        TestingClips.assumeFfmpeg();
        Path clip = TestingClips.clip(folder.resolve("a.ts"), 60);
        DeviceConfig camera = device(0, "udp://127.0.0.1:41299");
        String[] send = {
            "-re", "-i", clip.toString(), "-c", "copy", "-f", "mpegts", "udp://127.0.0.1:41299?pkt_size=1316"
        };
        start();
        startCapture(camera);
        within(10).until(() -> server.acks.containsKey(1L));
        Process sender = TestingClips.start(send);
        try {
            within(20).until(() -> !segments(entries(camera, MediaKind.VIDEO)).isEmpty());
            sender.destroyForcibly();
            within(10).until(() -> hasProblem(camera, ErrorCode.DEVICE_TIMEOUT));
            sender = TestingClips.start(send);
            within(20).until(() -> telemetry(camera).problem() == null);
            within(20)
                    .until(() ->
                            segments(entries(camera, MediaKind.VIDEO)).stream().anyMatch(segment -> segment.run() > 0));
            stopCapture();
        } finally {
            sender.destroyForcibly();
        }
        List<TrackEntry> entries = entries(camera, MediaKind.VIDEO);
        assertInStore(entries);
        assertThat(entries)
                .anyMatch(entry -> entry instanceof TrackEntry.Gap gap && gap.reason() == GapReason.DEVICE_LOST);
        assertBooks();
    }

    @Test
    void serverAndStoreThatAreAway_costNothing() throws Exception {
        TestingClips.assumeFfmpeg();
        DeviceConfig camera = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 60));
        start();
        server.refusing = true;
        startCapture(camera);
        within(10).until(() -> server.acks.containsKey(1L));
        store.away = true;
        server.leave();
        within(20).until(() -> recorder.backlog().waitingSegments() >= 2);
        server.comeBack();
        within(10).until(() -> server.hellos.size() >= 2);
        assertThat(server.hellos.getLast().activeCaptures()).containsExactly(CAPTURE);
        assertThat(server.hellos.getLast().lastCommand()).isEqualTo(1);
        server.command(new ServerMessage.Stop(2, CAPTURE));
        within(10).until(() -> server.acks.containsKey(2L));
        server.dropAgents();
        assertThat(server.captures).isEmpty();
        store.away = false;
        server.refusing = false;
        within(30).until(() -> server.isComplete(CAPTURE));

        assertInStore(entries(camera, MediaKind.VIDEO));
        assertThat(recorder.captures().books().inGaps()).isZero();
        assertBooks();
    }

    @Test
    void recorderThatRestarts_goesOnWithTheCapture() throws Exception {
        TestingClips.assumeFfmpeg();
        DeviceConfig camera = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 60));
        start();
        startCapture(camera);
        within(20).until(() -> !segments(entries(camera, MediaKind.VIDEO)).isEmpty());
        recorder.close();
        // Down for longer than the pictures that were still on show.
        Thread.sleep(500);
        start();
        within(20)
                .until(() ->
                        segments(entries(camera, MediaKind.VIDEO)).stream().anyMatch(segment -> segment.run() > 0));
        stopCapture();

        List<TrackEntry> entries = entries(camera, MediaKind.VIDEO);
        assertInStore(entries);
        assertThat(entries)
                .anyMatch(entry -> entry instanceof TrackEntry.Gap gap && gap.reason() == GapReason.RECORDER_DOWN);
        // Told once more, a finished capture is not begun again.
        server.acks.clear();
        server.dropAgents();
        within(10).until(() -> server.acks.containsKey(1L) && server.acks.containsKey(2L));
        assertThat(recorder.captures().running()).isEmpty();
    }
}
