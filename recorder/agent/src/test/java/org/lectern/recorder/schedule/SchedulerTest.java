package org.lectern.recorder.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.model.DevicePolicy;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.capture.Captures;
import org.lectern.recorder.capture.RecordingSettings;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpoolDisk;
import org.lectern.recorder.testing.TestingDisk;

class SchedulerTest {
    private static final UUID CAPTURE = new UUID(1, 1);

    @TempDir
    Path folder;

    private final TestingDisk disk = new TestingDisk();

    @Test
    void captureThatCannotBegin_isTold_andBeginsWhenItCan() {
        Clock clock = Clock.systemUTC();
        var settings = RecordingSettings.of(folder, DevicePolicy.USUAL);
        try (var captures = new Captures(Spool.open(disk, folder, new KeptJson("testing")), clock, settings);
                var scheduler = new Scheduler(captures, SpoolDisk.LOCAL, folder, new KeptJson("testing"), clock)) {
            var room = new RoomConfig(new UUID(2, 2), "Room 1", List.of());
            Instant now = clock.instant();
            disk.full = true;
            scheduler.start();
            assertThat(scheduler.refusals()).isEmpty();
            scheduler.plan(List.of(
                    new PlannedCapture(
                            CAPTURE, new UUID(9, 9), "Physics", room, now.minusSeconds(1), now.plusSeconds(60)),
                    new PlannedCapture(
                            new UUID(1, 2), new UUID(9, 8), "Later", room, now.plusSeconds(90), now.plusSeconds(99))));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !scheduler.refusals().isEmpty());
            assertThat(scheduler.refusals()).singleElement().satisfies(refusal -> {
                AgentMessage.Problem problem = refusal.problem();
                assertThat(refusal.captureId()).isEqualTo(CAPTURE);
                assertThat(problem.code()).isEqualTo(ErrorCode.DISK_FULL);
                assertThat(problem.detail()).contains("Make room");
            });
            disk.full = false;
            await().atMost(Duration.ofSeconds(8))
                    .until(() -> scheduler.refusals().isEmpty());
            assertThat(captures.running()).hasSize(1);
        }
    }
}
