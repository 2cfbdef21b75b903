package org.lectern.catalogue.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.model.DeviceRole;
import org.lectern.model.RehearsalVerdict;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.DeviceReadings;
import org.lectern.model.control.RehearsalReport;

class ReadingsJudgeTest {
    private static final UUID ID = new UUID(1, 1);
    private static final DeviceReadings WELL = new DeviceReadings(ID, 14, 0, 0, 0, 28, 0, 0, -20.0, 0);

    private static DeviceConfig device(DeviceRole role) {
        return new DeviceConfig(ID, "Device", role, "rtsp://192.0.2.1/");
    }

    private static List<Finding> judge(DeviceRole role, DeviceReadings readings) {
        return ReadingsJudge.judge(device(role), readings);
    }

    private static DeviceReadings picture(int black, int still, int same) {
        return new DeviceReadings(ID, 14, black, still, same, 28, 0, 0, -20.0, 0);
    }

    private static DeviceReadings sound(int silent, int clipped, double loudest) {
        return new DeviceReadings(ID, 0, 0, 0, 0, 28, silent, clipped, loudest, 0);
    }

    private static void assertOne(List<Finding> found, RehearsalVerdict verdict, String text) {
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(verdict);
            assertThat(one.text()).contains(text);
            assertThat(one.device()).isEqualTo("Device");
        });
    }

    @Test
    void deviceInWhichAllIsWell_isNotMentioned() {
        assertThat(judge(DeviceRole.PRESENTER, WELL)).isEmpty();
    }

    @Test
    void blackPicture_isDoubtfulOfACamera_andNotedOfSlides() {
        assertOne(judge(DeviceRole.PRESENTER, picture(14, 0, 0)), RehearsalVerdict.DOUBTFUL, "shows black");
        assertOne(judge(DeviceRole.SLIDES, picture(14, 0, 0)), RehearsalVerdict.FINE, "no computer is on");
        assertThat(judge(DeviceRole.PRESENTER, picture(5, 0, 0))).isEmpty();
    }

    @Test
    void pictureThatIsTheSame_isFrozen_andAnEmptyRoomIsNot() {
        assertOne(judge(DeviceRole.AUDIENCE, picture(0, 13, 13)), RehearsalVerdict.DOUBTFUL, "frozen");
        assertOne(judge(DeviceRole.AUDIENCE, picture(0, 13, 2)), RehearsalVerdict.FINE, "Nothing moved");
    }

    @Test
    void silenceThatNoMicrophoneMakes_fails_andAQuietRoomIsNoted() {
        assertOne(judge(DeviceRole.MICROPHONE, sound(28, 0, -120)), RehearsalVerdict.FAILS, "dead silence");
        assertOne(judge(DeviceRole.PRESENTER, sound(28, 0, -120)), RehearsalVerdict.DOUBTFUL, "dead silence");
        assertOne(judge(DeviceRole.MICROPHONE, sound(28, 0, -66)), RehearsalVerdict.FINE, "-66 dBFS");
        assertThat(judge(DeviceRole.MICROPHONE, sound(5, 0, -40))).isEmpty();
    }

    @Test
    void distortedSound_isDoubtful() {
        assertOne(judge(DeviceRole.MICROPHONE, sound(0, 10, 0)), RehearsalVerdict.DOUBTFUL, "gain down");
    }

    @Test
    void deviceClockThatIsOff_isNoted() {
        var readings = new DeviceReadings(ID, 14, 0, 0, 0, 28, 0, 0, -20.0, 3_200);
        assertOne(judge(DeviceRole.PRESENTER, readings), RehearsalVerdict.FINE, "3.2 s behind");
    }

    @Test
    void tooFewLooks_sayNothing() {
        assertThat(judge(DeviceRole.PRESENTER, new DeviceReadings(ID, 2, 2, 0, 0, 2, 2, 0, -120.0, 0)))
                .isEmpty();
    }

    @Test
    void notes_comeLastAndLeaveTheRoomFine() {
        var report = new RehearsalReport(
                Instant.EPOCH, 30, List.of(), List.of(picture(0, 13, 2)), 1L << 40, 100_000_000, null);
        List<Finding> found = RehearsalJudge.judge(List.of(device(DeviceRole.PRESENTER)), report, Instant.EPOCH);
        assertThat(found.getLast().verdict()).isEqualTo(RehearsalVerdict.FINE);
        assertThat(RehearsalJudge.verdict(List.of(found.getLast()))).isEqualTo(RehearsalVerdict.FINE);
    }
}
