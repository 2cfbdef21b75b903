package org.lectern.recorder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.classroom.SimulatedDevice;
import org.lectern.model.AlarmKind;
import org.lectern.model.control.AgentMessage.Alarm;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.testing.RecorderHarness;

/** Alarms of a device that is recorded, from what it does to what the server is told; the books hold throughout. */
class DeviceAlarmTest extends RecorderHarness {
    private static final DeviceSettings SETTINGS = DeviceSettings.presenter();

    private boolean stands(AlarmKind kind, DeviceConfig device) {
        return recorder.alarms().stream()
                .anyMatch(alarm -> alarm.kind() == kind && device.id().equals(alarm.deviceId()));
    }

    private boolean isTold(AlarmKind kind) {
        return !server.telemetry.isEmpty()
                && server.telemetry.getLast().alarms().stream().anyMatch(alarm -> alarm.kind() == kind);
    }

    @Test
    void deviceThatIsSwitchedOff_isAnAlarm_untilItIsBack() throws Exception {
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(SETTINGS))) {
            DeviceConfig camera = device(0, classroom.addresses().get(SETTINGS.name()));
            SimulatedDevice real = classroom.device(SETTINGS.name());
            start();
            startCapture(camera);
            within(20)
                    .until(() -> telemetry(camera) != null && telemetry(camera).positionUs() > 1_000_000);
            assertThat(stands(AlarmKind.NO_SIGNAL, camera)).isFalse();

            Instant off = Instant.now();
            real.switchOff();
            within(15).until(() -> isTold(AlarmKind.NO_SIGNAL));
            Alarm alarm = recorder.alarms().stream()
                    .filter(one -> one.kind() == AlarmKind.NO_SIGNAL)
                    .findFirst()
                    .orElseThrow();
            assertThat(alarm.captureId()).isEqualTo(CAPTURE);
            assertThat(alarm.deviceId()).isEqualTo(camera.id());
            assertThat(alarm.text()).contains(camera.name(), "Check its power");
            assertThat(alarm.since()).isBetween(off.minusSeconds(1), off.plusSeconds(5));

            real.switchOn();
            within(20).until(() -> !stands(AlarmKind.NO_SIGNAL, camera) && !isTold(AlarmKind.NO_SIGNAL));
            stopCapture();
            assertBooks();
        }
    }

    @Test
    void deviceWhoseClockIsOff_isAnAlarm_andIsRecordedAllTheSame() throws Exception {
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(SETTINGS))) {
            DeviceConfig camera = device(0, classroom.addresses().get(SETTINGS.name()));
            classroom.device(SETTINGS.name()).setClockErrorUs(-3_000_000);
            start();
            startCapture(camera);
            within(30).until(() -> isTold(AlarmKind.CLOCK_OFF));
            assertThat(recorder.alarms())
                    .filteredOn(alarm -> alarm.kind() == AlarmKind.CLOCK_OFF)
                    .singleElement()
                    .satisfies(alarm -> {
                        assertThat(alarm.deviceId()).isEqualTo(camera.id());
                        assertThat(alarm.text()).contains("NTP");
                    });
            within(20).until(() -> telemetry(camera).positionUs() > 3_000_000);
            stopCapture();
            assertBooks();
        }
    }
}
