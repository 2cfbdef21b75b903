package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.capture.PacketCounts;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.spool.SpooledTrack;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingServer;
import org.lectern.recorder.testing.TestingStore;

@Timeout(120)
class RecorderTest {
    private static final UUID CAPTURE = new UUID(1, 1);
    private static final UUID ROOM = new UUID(2, 2);

    @TempDir
    Path folder;

    private final TestingStore store = new TestingStore();
    private TestingServer server;
    private Recorder recorder;

    @BeforeEach
    void startServer() throws Exception {
        server = new TestingServer();
    }

    @AfterEach
    void end() throws Exception {
        if (recorder != null) {
            recorder.close();
        }
        server.close();
    }

    private Recorder start() {
        recorder = new Recorder(
                SpoolDisk.LOCAL,
                new RecordingSettings(
                        folder.resolve("spool"),
                        new SourceSettings(Duration.ofSeconds(4), Duration.ofSeconds(2)),
                        32 << 20,
                        Duration.ofSeconds(3)),
                store,
                server.uri(),
                TestingServer.KEY,
                "test",
                Clock.systemUTC());
        recorder.start();
        return recorder;
    }

    private static DeviceConfig device(int number, String url) {
        return new DeviceConfig(new UUID(3, number), "Device " + number, DeviceRole.values()[number], url);
    }

    private void startCapture(DeviceConfig... devices) throws Exception {
        var room = new RoomConfig(ROOM, "Room 1", List.of(devices));
        server.command(new ServerMessage.Start(1, CAPTURE, new UUID(9, 9), "Physics", room));
    }

    private void stopCapture() throws Exception {
        server.command(new ServerMessage.Stop(2, CAPTURE));
        within(30).until(() -> server.isComplete(CAPTURE));
    }

    private static ConditionFactory within(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(50));
    }

    private List<TrackEntry> entries(DeviceConfig device, MediaKind kind) {
        return server.entries(SpooledTrack.id(CAPTURE, device.id(), kind));
    }

    private static List<TrackEntry.Segment> segments(List<TrackEntry> entries) {
        return entries.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .toList();
    }

    private void assertInStore(List<TrackEntry> entries) {
        long end = 0;
        for (TrackEntry entry : entries) {
            assertThat(entry.startUs()).isEqualTo(end);
            end = entry.endUs();
            if (entry instanceof TrackEntry.Segment segment) {
                byte[] body = store.objects.get(segment.objectKey());
                assertThat(TestingStore.sha256(body)).isEqualTo(segment.sha256());
                assertThat(Fmp4Reader.read(body).samples()).hasSize(segment.packets());
            }
        }
    }

    private void assertBooks() {
        PacketCounts books = recorder.captures().books();
        assertThat(books.received()).isEqualTo(books.onDisk() + books.inGaps());
    }

    private TrackTelemetry telemetry(DeviceConfig device) {
        return server.telemetry.isEmpty()
                ? null
                : server.telemetry.getLast().tracks().stream()
                        .filter(track -> track.deviceId().equals(device.id()))
                        .findFirst()
                        .orElse(null);
    }

    private boolean hasProblem(DeviceConfig device, ErrorCode code) {
        TrackTelemetry telemetry = telemetry(device);
        return telemetry != null
                && telemetry.problem() != null
                && telemetry.problem().code() == code;
    }

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
        startCapture(camera);
        within(10).until(() -> server.acks.containsKey(1L));
        store.away = true;
        server.leave();
        within(20).until(() -> recorder.backlog().waitingSegments() >= 2);
        server.refusing = true;
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
