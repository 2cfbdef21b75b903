package org.lectern.recorder.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CameraDetail;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.testing.RecorderHarness;

/** From a search over the control channel to a recording of what was found. */
class OnvifRecordingTest extends RecorderHarness {
    private static final UUID SEARCH = new UUID(4, 1);
    private static final UUID INSPECTION = new UUID(4, 2);
    private static final UUID REFUSED = new UUID(4, 3);

    @Test
    void foundCamera_isRecorded() throws Exception {
        var settings = SimulatedClassroom.usual().getFirst();
        try (var room = SimulatedClassroom.start("127.0.0.1", 0, List.of(settings));
                var camera = new StubCamera(room.addresses().get(settings.name()))) {
            start();
            within(10).until(recorder::isConnected);
            server.command(new ServerMessage.Discover(SEARCH, camera.service()));
            within(15).until(() -> answer(AgentMessage.Discovered.class, SEARCH) != null);
            String address = answer(AgentMessage.Discovered.class, SEARCH)
                    .cameras()
                    .getFirst()
                    .address();

            server.command(new ServerMessage.Inspect(REFUSED, address, StubCamera.USER, "wrong"));
            within(15).until(() -> answer(AgentMessage.Inspected.class, REFUSED) != null);
            assertThat(answer(AgentMessage.Inspected.class, REFUSED).problem().code())
                    .isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);

            server.command(new ServerMessage.Inspect(INSPECTION, address, StubCamera.USER, StubCamera.PASSWORD));
            within(15).until(() -> answer(AgentMessage.Inspected.class, INSPECTION) != null);
            CameraDetail.Profile profile = answer(AgentMessage.Inspected.class, INSPECTION)
                    .camera()
                    .profiles()
                    .getFirst();

            DeviceConfig device = device(0, profile.streamAddress());
            startCapture(device);
            within(60).until(() -> !segments(entries(device, MediaKind.VIDEO)).isEmpty());
            stopCapture();
            assertThat(segments(entries(device, MediaKind.VIDEO))).isNotEmpty();
            assertBooks();
        }
    }

    private <T extends AgentMessage> T answer(Class<T> kind, UUID question) {
        return server.answers.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(answer -> question.equals(
                        answer instanceof AgentMessage.Discovered discovered
                                ? discovered.question()
                                : ((AgentMessage.Inspected) answer).question()))
                .findFirst()
                .orElse(null);
    }
}
