package org.lectern.model.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.AlarmKind;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.TrackState;

/** Agents of one version talk to servers of another: the JSON is a contract. */
class MessagesTest {
    private static final UUID ID = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Test
    void agentMessages_surviveTheWire() throws Exception {
        var format = SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(25, 1));
        var track = new AgentMessage.TrackTelemetry(
                ID,
                ID,
                null,
                DeviceRole.SLIDES,
                null,
                TrackState.GAP,
                format,
                5,
                6,
                7.5,
                1,
                new AgentMessage.Problem(ErrorCode.DEVICE_TIMEOUT, "Check the cable."));
        for (AgentMessage message : List.of(
                new AgentMessage.Hello("0.1.0", AT, 7, List.of(ID)),
                new AgentMessage.Ack(7, null),
                new AgentMessage.Telemetry(
                        AT,
                        List.of(track),
                        new AgentMessage.Spool(1, 2, 3),
                        List.of(new AgentMessage.TrackLevels(
                                ID, ID, MediaKind.AUDIO, List.of(-3.0), List.of(-20.5), 1.5)),
                        List.of(new AgentMessage.Alarm(ID, ID, AlarmKind.SILENT, "Turn it on.", AT))),
                new AgentMessage.Discovered(
                        ID,
                        List.of(new FoundCamera("http://192.0.2.7/onvif/device_service", "Hall", null, null)),
                        null),
                new AgentMessage.Inspected(
                        ID,
                        new CameraDetail(
                                "Maker",
                                "Model",
                                "1.0",
                                -3_000,
                                List.of(new CameraDetail.Profile(
                                        "p1", "Main", "H264", 1920, 1080, 25, true, "rtsp://192.0.2.7/1", null))),
                        null))) {
            assertThat(json.readValue(json.writeValueAsString(message), AgentMessage.class))
                    .isEqualTo(message);
        }
        assertThat(json.writeValueAsString(new AgentMessage.Ack(7, null))).contains("\"type\":\"ack\"");
    }

    @Test
    void telemetryOfAnOlderAgent_hasNoAlarms() throws Exception {
        String old = "{\"type\":\"telemetry\",\"at\":\"2026-09-01T08:00:00Z\",\"tracks\":[],"
                + "\"spool\":{\"freeBytes\":1,\"waitingSegments\":0,\"waitingBytes\":0}}";
        var telemetry = (AgentMessage.Telemetry) json.readValue(old, AgentMessage.class);
        assertThat(telemetry.alarms()).isEmpty();
        assertThat(telemetry.levels()).isEmpty();
    }

    @Test
    void serverMessages_surviveTheWire() throws Exception {
        var room = new RoomConfig(ID, "Room 101", List.of(new DeviceConfig(ID, "Camera", DeviceRole.BOARD, "srt://x")));
        for (ServerMessage message : List.of(
                new ServerMessage.Configure(ID, List.of(room)),
                new ServerMessage.Start(1, ID, ID, "Physics", room),
                new ServerMessage.Stop(2, ID),
                new ServerMessage.Schedule(
                        List.of(new PlannedCapture(ID, ID, "Physics", room, AT, AT.plusSeconds(5400)))),
                new ServerMessage.Extend(3, ID, AT),
                new ServerMessage.Discover(ID, null),
                new ServerMessage.Inspect(ID, "http://192.0.2.7/onvif/device_service", "admin", "secret"))) {
            assertThat(json.readValue(json.writeValueAsString(message), ServerMessage.class))
                    .isEqualTo(message);
        }
    }

    @Test
    void inspect_neverTellsThePasswordInALog() {
        assertThat(new ServerMessage.Inspect(ID, "http://u:p4ss@192.0.2.7/", "admin", "secret").toString())
                .doesNotContain("secret", "p4ss");
    }

    @Test
    void captureReport_survivesTheWire() throws Exception {
        var segment = new TrackEntry.Segment(
                0, 1, 2, 0, 3, 4, AT, SourceFormat.audio(Codec.AAC, 48_000, 2), "src/a.mp4", 99, "abc", 12);
        var gap = new TrackEntry.Gap(1, 2, 3, GapReason.OVERFLOW, 4);
        var report = new CaptureReport(
                ID,
                ID,
                "Physics",
                AT,
                null,
                List.of(new CaptureReport.Track(
                        ID,
                        ID,
                        "Camera",
                        DeviceRole.PRESENTER,
                        MediaKind.AUDIO,
                        2,
                        6_000_000,
                        4_000,
                        List.of(segment, gap))));
        assertThat(json.readValue(json.writeValueAsString(report), CaptureReport.class))
                .isEqualTo(report);
    }
}
