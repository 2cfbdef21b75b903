package org.lectern.recorder.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.DeviceReadings;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;

class RehearsalRunnerTest extends RecorderHarness {
    private static final UUID FIRST = new UUID(5, 1);
    private static final UUID SECOND = new UUID(5, 2);

    @Test
    void rehearsal_measuresTheRoomAndLeavesNothing() throws Exception {
        var settings = SimulatedClassroom.usual().getFirst();
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(settings))) {
            DeviceConfig camera = device(0, classroom.addresses().get(settings.name()));
            DeviceConfig dead = device(1, "rtsp://127.0.0.1:1/nothing");
            var room = new RoomConfig(ROOM, "Room 1", List.of(camera, dead));
            start();
            within(10).until(recorder::isConnected);
            server.command(new ServerMessage.Rehearse(FIRST, room, 8));
            within(40).until(() -> answer(FIRST) != null);
            AgentMessage.Rehearsed heard = answer(FIRST);
            assertThat(heard.problem()).isNull();
            assertThat(heard.report().tracks())
                    .anyMatch(track -> track.deviceId().equals(camera.id()) && track.positionUs() > 3_000_000)
                    .anyMatch(track -> track.deviceId().equals(dead.id()) && track.problem() != null);
            assertThat(heard.report().uploadBitsPerSecond()).isPositive();
            within(5).until(() -> !folder.resolve("spool/rehearsal").toFile().exists());
            assertThat(store.objects).isEmpty();
            assertThat(server.captures).isEmpty();

            startCapture(camera);
            within(10).until(() -> !recorder.captures().running().isEmpty());
            server.command(new ServerMessage.Rehearse(SECOND, room, 8));
            within(10).until(() -> answer(SECOND) != null);
            assertThat(answer(SECOND).problem().code()).isEqualTo(ErrorCode.CONFLICT);
        }
    }

    @Test
    void rehearsal_looksAndListens() throws Exception {
        TestingClips.assumeFfmpeg();
        Path well = TestingClips.clip(folder.resolve("well.ts"), 30);
        Path dead = folder.resolve("dead.ts");
        Process ffmpeg = TestingClips.start(
                ("-f lavfi -i color=black:size=320x180:rate=25 -f lavfi -i anullsrc=r=48000:cl=stereo -t 30 -c:v libx264"
                                + " -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac " + dead)
                        .split(" "));
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        DeviceConfig good = device(0, well.toUri().toString());
        DeviceConfig black = device(2, dead.toUri().toString());
        start();
        within(10).until(recorder::isConnected);
        server.command(new ServerMessage.Rehearse(FIRST, new RoomConfig(ROOM, "Room 1", List.of(good, black)), 8));
        within(40).until(() -> answer(FIRST) != null);
        assertThat(readings(good)).satisfies(seen -> {
            assertThat(seen.looks()).isGreaterThan(3);
            assertThat(seen.listens()).isGreaterThan(3);
            assertThat(seen.black() + seen.same() + seen.silent() + seen.clipped())
                    .isZero();
            assertThat(seen.loudestDbfs()).isBetween(-30.0, 0.0);
        });
        assertThat(readings(black)).satisfies(seen -> {
            assertThat(seen.black()).isEqualTo(seen.looks()).isGreaterThan(3);
            assertThat(seen.silent()).isEqualTo(seen.listens()).isGreaterThan(3);
            assertThat(seen.loudestDbfs()).isLessThan(-90);
        });
    }

    private DeviceReadings readings(DeviceConfig device) {
        return answer(FIRST).report().readings().stream()
                .filter(one -> one.deviceId().equals(device.id()))
                .findFirst()
                .orElseThrow();
    }

    private AgentMessage.Rehearsed answer(UUID id) {
        return server.answers.stream()
                .filter(AgentMessage.Rehearsed.class::isInstance)
                .map(AgentMessage.Rehearsed.class::cast)
                .filter(answer -> answer.rehearsalId().equals(id))
                .findFirst()
                .orElse(null);
    }
}
