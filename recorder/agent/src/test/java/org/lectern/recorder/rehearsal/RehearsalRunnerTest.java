package org.lectern.recorder.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.testing.RecorderHarness;

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

    private AgentMessage.Rehearsed answer(UUID id) {
        return server.answers.stream()
                .filter(AgentMessage.Rehearsed.class::isInstance)
                .map(AgentMessage.Rehearsed.class::cast)
                .filter(answer -> answer.rehearsalId().equals(id))
                .findFirst()
                .orElse(null);
    }
}
