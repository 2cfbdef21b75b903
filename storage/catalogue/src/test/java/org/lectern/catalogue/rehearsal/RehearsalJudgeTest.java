package org.lectern.catalogue.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.model.RehearsalVerdict;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RehearsalReport;

class RehearsalJudgeTest {
    private static final UUID ID = new UUID(1, 1);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<DeviceConfig> ROOM =
            List.of(new DeviceConfig(ID, "Camera", DeviceRole.PRESENTER, "rtsp://192.0.2.1/"));
    private static final List<TrackTelemetry> WELL =
            List.of(track(MediaKind.VIDEO, 29, 25, 1, null), track(MediaKind.AUDIO, 29, 0, 1, null));

    private static TrackTelemetry track(MediaKind kind, long seconds, double fps, int gaps, Problem problem) {
        return new TrackTelemetry(
                ID,
                ID,
                ID,
                DeviceRole.PRESENTER,
                kind,
                TrackState.RECORDING,
                null,
                seconds * 1_000_000,
                4_000_000,
                fps,
                gaps,
                problem);
    }

    private static List<Finding> judge(
            List<TrackTelemetry> tracks, Instant at, long free, long upload, Problem problem) {
        return RehearsalJudge.judge(ROOM, new RehearsalReport(at, 30, tracks, List.of(), free, upload, problem), NOW);
    }

    private static List<Finding> judge(List<TrackTelemetry> tracks) {
        return judge(tracks, NOW, 1L << 40, 100_000_000, null);
    }

    @Test
    void roomInWhichAllIsWell_isFine() {
        assertThat(judge(WELL)).isEmpty();
        assertThat(RehearsalJudge.verdict(List.of())).isEqualTo(RehearsalVerdict.FINE);
    }

    @Test
    void deadDevice_failsInItsOwnWords() {
        var problem = new Problem(ErrorCode.DEVICE_AUTHENTICATION, "Wrong password.");
        List<Finding> found = judge(List.of(track(MediaKind.VIDEO, 0, 0, 1, problem)));
        assertThat(found.getFirst()).isEqualTo(new Finding(RehearsalVerdict.FAILS, "Camera", "Wrong password."));
        assertThat(judge(List.of()).getFirst().verdict()).isEqualTo(RehearsalVerdict.FAILS);
    }

    @Test
    void deviceThatEndsEarlyOrBreaksOff_isNamed() {
        assertThat(judge(List.of(track(MediaKind.VIDEO, 8, 25, 1, null), WELL.get(1)))
                        .getFirst()
                        .text())
                .contains("ended after 8 of 30 s");
        assertThat(judge(List.of(track(MediaKind.VIDEO, 29, 25, 3, null), WELL.get(1)))
                        .getFirst()
                        .text())
                .contains("broke off 2 times");
        assertThat(judge(List.of(track(MediaKind.VIDEO, 29, 4, 1, null), WELL.get(1)))
                        .getFirst()
                        .text())
                .contains("only 4 pictures");
    }

    @Test
    void roomWithoutSound_isDoubtful() {
        assertThat(judge(WELL.subList(0, 1))).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(RehearsalVerdict.DOUBTFUL);
            assertThat(finding.text()).contains("silent");
        });
    }

    @Test
    void clockDiskAndUplink_areJudgedAgainstWhatTheDevicesDeliver() {
        assertThat(judge(WELL, NOW.minusSeconds(90), 1L << 40, 100_000_000, null)
                        .getFirst())
                .satisfies(finding -> assertThat(finding.text()).contains("90 s behind"))
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(RehearsalVerdict.FAILS));
        assertThat(judge(WELL, NOW, 3_600_000_000L, 100_000_000, null)
                        .getFirst()
                        .verdict())
                .isEqualTo(RehearsalVerdict.FAILS);
        assertThat(judge(WELL, NOW, 1L << 40, 2_000_000, null).getFirst().text())
                .contains("8.0 Mbit/s and only 2.0");
        assertThat(judge(WELL, NOW, 1L << 40, 0, new Problem(ErrorCode.STORE_UNAVAILABLE, "Away."))
                        .getFirst()
                        .text())
                .contains("Nothing can be uploaded: Away.");
    }
}
