package org.lectern.recorder.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.media.capture.SourceSettings;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.DevicePolicy;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.Recorder;
import org.lectern.recorder.capture.PacketCounts;
import org.lectern.recorder.capture.QueueRoom;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.spool.SpooledTrack;

/** A recorder with a stand-in for the server and the store, and one capture. */
@Timeout(120)
public abstract class RecorderHarness {
    protected static final UUID CAPTURE = new UUID(1, 1);
    protected static final UUID ROOM = new UUID(2, 2);

    /** Devices are given up sooner than in real use. */
    static final SourceSettings QUICK = new SourceSettings(Duration.ofSeconds(4), Duration.ofSeconds(2), policy());

    @TempDir
    protected Path folder;

    protected final TestingStore store = new TestingStore();
    protected TestingServer server;
    protected Recorder recorder;
    protected Clock clock = Clock.systemUTC();

    /** How devices are reached in this test. */
    protected SourceSettings source = QUICK;

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

    protected Recorder start() {
        return start(store);
    }

    protected Recorder start(ObjectStore into) {
        recorder = new Recorder(
                SpoolDisk.LOCAL,
                settings(folder.resolve("spool"), source),
                into,
                server.uri(),
                TestingServer.KEY,
                "test",
                clock);
        recorder.start();
        return recorder;
    }

    static RecordingSettings settings(Path spool, SourceSettings source) {
        return new RecordingSettings(spool, source, QueueRoom.usual(), Duration.ofSeconds(3));
    }

    /** Which devices may be recorded: all that are usual, and any file. */
    public static DevicePolicy policy() {
        return DevicePolicy.of(DevicePolicy.USUAL_NETWORKS, DevicePolicy.USUAL_SCHEMES, Path.of("/"));
    }

    protected static DeviceConfig device(int number, String url) {
        return new DeviceConfig(new UUID(3, number), "Device " + number, DeviceRole.values()[number], url);
    }

    protected void startCapture(DeviceConfig... devices) throws Exception {
        var room = new RoomConfig(ROOM, "Room 1", List.of(devices));
        server.command(new ServerMessage.Start(1, CAPTURE, new UUID(9, 9), "Physics", room));
    }

    protected void stopCapture() throws Exception {
        server.command(new ServerMessage.Stop(2, CAPTURE));
        within(30).until(() -> server.isComplete(CAPTURE));
    }

    protected static ConditionFactory within(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(50));
    }

    protected List<TrackEntry> entries(DeviceConfig device, MediaKind kind) {
        return server.entries(SpooledTrack.id(CAPTURE, device.id(), kind, null));
    }

    protected static List<TrackEntry.Segment> segments(List<TrackEntry> entries) {
        return entries.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .toList();
    }

    protected void assertInStore(List<TrackEntry> entries) {
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

    protected void assertBooks() {
        PacketCounts books = recorder.captures().books();
        assertThat(books.received()).isEqualTo(books.onDisk() + books.inGaps());
    }

    protected TrackTelemetry telemetry(DeviceConfig device) {
        return server.telemetry.isEmpty()
                ? null
                : server.telemetry.getLast().tracks().stream()
                        .filter(track -> track.deviceId().equals(device.id()))
                        .findFirst()
                        .orElse(null);
    }

    protected boolean hasProblem(DeviceConfig device, ErrorCode code) {
        TrackTelemetry telemetry = telemetry(device);
        return telemetry != null
                && telemetry.problem() != null
                && telemetry.problem().code() == code;
    }
}
