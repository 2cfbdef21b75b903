package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;

/** Captures that begin and end by the recorder's clock. */
class ScheduledRecordingTest extends RecorderHarness {
    private DeviceConfig camera;

    @BeforeEach
    void makeCamera() throws Exception {
        TestingClips.assumeFfmpeg();
        camera = device(0, "file://" + TestingClips.clip(folder.resolve("a.mp4"), 90));
    }

    private PlannedCapture planned(Instant from, Instant to) {
        return new PlannedCapture(
                CAPTURE, new UUID(9, 9), "Physics", new RoomConfig(ROOM, "Room 1", List.of(camera)), from, to);
    }

    private void plan(PlannedCapture... captures) throws Exception {
        server.command(new ServerMessage.Schedule(List.of(captures)));
        Path file = folder.resolve("spool/schedule.json");
        within(10)
                .until(() -> Files.exists(file)
                        && (captures.length == 0
                                || Files.readString(file)
                                        .contains(captures[0].endsAt().toString())));
    }

    private boolean isRunning() {
        return !recorder.captures().running().isEmpty();
    }

    private static Instant in(double seconds) {
        return Instant.now().plusMillis((long) (seconds * 1000)).truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void serverAndStoreAwayForAWholeLecture_andARestartWithinIt_costNothingElse() throws Exception {
        start();
        PlannedCapture lecture = planned(in(3), in(16));
        plan(lecture);
        store.away = true;
        server.leave();
        within(10).until(this::isRunning);
        assertThat(Instant.now())
                .isBetween(lecture.startsAt(), lecture.startsAt().plusSeconds(2));
        within(20).until(() -> recorder.backlog().waitingSegments() >= 1);
        recorder.close();
        Instant down = Instant.now();
        start();
        Duration away = Duration.between(down, Instant.now());
        within(5).until(this::isRunning);
        within(20).until(() -> !isRunning());
        assertThat(Instant.now()).isAfterOrEqualTo(lecture.endsAt());
        assertThat(server.captures).isEmpty();
        assertBooks();

        store.away = false;
        server.comeBack();
        within(30).until(() -> server.isComplete(CAPTURE));
        for (MediaKind kind : MediaKind.values()) {
            List<TrackEntry> entries = entries(camera, kind);
            assertInStore(entries);
            long missingUs = entries.stream()
                    .filter(TrackEntry.Gap.class::isInstance)
                    .skip(1)
                    .mapToLong(gap -> gap.endUs() - gap.startUs())
                    .sum();
            assertThat(missingUs).isLessThan(away.toMillis() * 1000 + 1_000_000);
            assertThat(entries.getLast().endUs())
                    .isCloseTo(
                            ChronoUnit.MICROS.between(
                                    server.captures.get(CAPTURE).epoch(), lecture.endsAt()),
                            Offset.offset(1_000_000L));
        }
        // The list once more, and nothing begins again.
        plan(lecture);
        assertThat(recorder.captures().running()).isEmpty();
    }

    @Test
    void captureWhoseEndPassedWhileTheRecorderWasDown_isClosedAtItsEnd() throws Exception {
        start();
        PlannedCapture lecture = planned(in(-1), in(8));
        plan(lecture);
        within(5).until(this::isRunning);
        Thread.sleep(3000);
        recorder.close();
        Thread.sleep(
                Math.max(0, Duration.between(Instant.now(), lecture.endsAt()).toMillis() + 100));
        start();
        assertThat(recorder.captures().running()).isEmpty();
        within(20).until(() -> server.isComplete(CAPTURE));

        assertThat(server.captures.get(CAPTURE).closedAt()).isEqualTo(lecture.endsAt());
        List<TrackEntry> entries = entries(camera, MediaKind.VIDEO);
        assertInStore(entries);
        assertThat(segments(entries)).isNotEmpty();
        assertThat(entries.getLast())
                .isInstanceOfSatisfying(
                        TrackEntry.Gap.class, gap -> assertThat(gap.reason()).isEqualTo(GapReason.RECORDER_DOWN));
        assertThat(entries.getLast().endUs())
                .isEqualTo(
                        ChronoUnit.MICROS.between(server.captures.get(CAPTURE).epoch(), lecture.endsAt()));
    }

    @Test
    void recorderThatBootsWithinALecture_beginsIt_withATornScheduleOnceTheServerTellsIt() throws Exception {
        start();
        PlannedCapture lecture = planned(in(3600), in(7200));
        plan(lecture);
        recorder.close();
        server.leave();
        // An hour later the power comes back, and the server has not.
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(70));
        start();
        assertThat(recorder.captures().running())
                .singleElement()
                .satisfies(running ->
                        assertThat(running.capture().record().endsAt()).isEqualTo(lecture.endsAt()));
        recorder.close();

        Files.write(folder.resolve("spool/schedule.json"), new byte[300]);
        start();
        assertThat(recorder.captures().running()).hasSize(1);
    }

    @Test
    void plannedCapture_thatIsStoppedBeforeItsStart_neverBegins() throws Exception {
        start();
        PlannedCapture lecture = planned(in(2.5), in(60));
        plan(lecture);
        server.command(new ServerMessage.Stop(1, CAPTURE));
        within(5).until(() -> server.acks.containsKey(1L));
        assertThat(server.acks.get(1L).error()).isNull();
        recorder.close();
        start();
        Thread.sleep(
                Math.max(0, Duration.between(Instant.now(), lecture.startsAt()).toMillis() + 700));
        assertThat(recorder.captures().running()).isEmpty();
        assertThat(recorder.spool().captures()).isEmpty();
    }

    @Test
    void extendAndStop_ofARunningCapture_haveTheLastWord() throws Exception {
        start();
        plan(planned(in(-1), in(4)));
        within(5).until(this::isRunning);
        Instant later = in(600);
        server.command(new ServerMessage.Extend(1, CAPTURE, later));
        server.command(new ServerMessage.Extend(1, CAPTURE, later));
        within(5).until(() -> server.acks.containsKey(1L));
        assertThat(server.acks.get(1L).error()).isNull();
        recorder.close();
        Thread.sleep(4500);
        start();
        assertThat(recorder.captures().running()).hasSize(1);
        assertThat(recorder.spool().find(CAPTURE).record().endsAt()).isEqualTo(later);
        stopCapture();
        // Neither the plan nor an end that comes late begins it again.
        server.command(new ServerMessage.Extend(3, CAPTURE, in(900)));
        within(5).until(() -> server.acks.containsKey(3L));
        assertThat(server.acks.get(3L).error()).isNull();
        plan(planned(in(-10), in(900)));
        Thread.sleep(500);
        assertThat(recorder.captures().running()).isEmpty();
    }

    @Test
    void serverThatDoesNotKnowTheCaptureYet_isToldAgain_untilItDoes() throws Exception {
        start();
        server.refusal = 404;
        server.refusing = true;
        plan(planned(in(-1), in(9)));
        within(20).until(() -> !isRunning() && !recorder.spool().captures().isEmpty());
        within(20).until(() -> server.refused.get() >= 5 && recorder.backlog().waitingSegments() == 0);
        assertThat(recorder.spool().find(CAPTURE).record().complete()).isFalse();
        // Not even a restart makes it forget.
        recorder.close();
        start();
        assertThat(server.captures).isEmpty();
        server.refusing = false;
        within(30).until(() -> server.isComplete(CAPTURE));
        assertInStore(entries(camera, MediaKind.VIDEO));
        within(5).until(() -> recorder.spool().find(CAPTURE).record().complete());
    }

    @Test
    void captureThatAPersonStarted_endsWhenItIsGivenAnEnd() throws Exception {
        start();
        startCapture(camera);
        within(5).until(this::isRunning);
        server.command(new ServerMessage.Extend(3, CAPTURE, in(2)));
        within(10).until(() -> !isRunning());
        within(20).until(() -> server.isComplete(CAPTURE));
    }

    @Test
    void boxWhoseClockWasSetBack_goesOnWithItsCapture_andLosesNothingOfIt() throws Exception {
        start();
        plan(planned(in(-1), in(3600)));
        within(20).until(() -> !segments(entries(camera, MediaKind.VIDEO)).isEmpty());
        recorder.close();
        // It was not connected to anything when it came up, and believes that it is 1970.
        clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-20_000));
        start();
        within(20)
                .until(() ->
                        segments(entries(camera, MediaKind.VIDEO)).stream().anyMatch(segment -> segment.run() > 0));
        stopCapture();
        assertInStore(entries(camera, MediaKind.VIDEO));
        assertBooks();
    }
}
