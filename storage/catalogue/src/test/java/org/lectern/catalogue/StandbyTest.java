package org.lectern.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.AgentCommands;
import org.lectern.catalogue.capture.CaptureDetail;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.capture.Captures;
import org.lectern.catalogue.completeness.CaptureBooks;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.ChunkWork;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.CaptureState;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.ServerMessage;
import org.lectern.model.plan.Hurry;

/** A lecture that two agents record, on a real PostgreSQL. */
@QuarkusTest
@TestProfile(StandbyTest.Impatient.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class StandbyTest {
    private static final long SECOND = 1_000_000;
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Nobody is waited for long. */
    public static class Impatient implements io.quarkus.test.junit.QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("lectern.standby.silence", "PT2S", "lectern.standby.longest", "PT4S");
        }
    }

    @Inject
    Captures captures;

    @Inject
    CaptureReports reports;

    @Inject
    AgentCommands commands;

    @Inject
    AgentCatalogue agents;

    @Inject
    RoomCatalogue rooms;

    @Inject
    LectureCatalogue lectures;

    @Inject
    ChunkWork chunkWork;

    @Inject
    PublicationWork publicationWork;

    @Inject
    PublicationRepository publications;

    @Inject
    PublicationTrackRepository publicationTracks;

    @Inject
    ChunkRepository chunks;

    @Inject
    Completeness completeness;

    @Inject
    Clock clock;

    private UUID roomId;
    private UUID deviceId;
    private UUID own;
    private UUID standby;
    private CaptureDetail capture;
    private Instant epoch;

    @BeforeEach
    void startCapture() {
        own = agents.create("own " + UUID.randomUUID()).id();
        standby = agents.create("standby " + UUID.randomUUID()).id();
        roomId = rooms.create("Room " + UUID.randomUUID(), null).id();
        deviceId = rooms.addDevice(roomId, "Camera", DeviceRole.PRESENTER, "rtsp://192.168.2.1/")
                .id();
        rooms.serve(roomId, own);
        rooms.standBy(roomId, List.of(standby));
        capture = captures.start(roomId, "Physics", null);
        epoch = clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void commands_goToBoth_andEachKnowsItsPart() {
        captures.stop(capture.id());
        var first = (ServerMessage.Start) commands.waiting(own).getFirst();
        var second = (ServerMessage.Start) commands.waiting(standby).getFirst();
        assertThat(second.captureId()).isEqualTo(first.captureId());
        assertThat(first.room().standby()).isNull();
        assertThat(second.room().standby()).isEqualTo(standby);
        assertThat(commands.waiting(standby)).last().isInstanceOf(ServerMessage.Stop.class);
        assertThat(agents.roomsOf(standby))
                .singleElement()
                .satisfies(room -> assertThat(room.standby()).isEqualTo(standby));
        assertThatThrownBy(() -> rooms.standBy(roomId, List.of(own))).isInstanceOf(LecternException.class);
    }

    @Test
    void standbyThatWillNotBegin_changesNothing_andItsStartBeginsTheCapture() {
        long command = ((ServerMessage.Start) commands.waiting(standby).getFirst()).command();
        commands.acknowledge(
                standby, command, new AgentMessage.Problem(org.lectern.model.ErrorCode.DISK_FULL, "Full."));
        assertThat(captures.detail(capture.id()).state()).isEqualTo(CaptureState.REQUESTED);
        assertThat(captures.detail(capture.id()).refusal()).isNull();
    }

    @Test
    void lectureWithoutGaps_waitsForNobody() {
        report(own, 0, null, segment(0, 0, 6), segment(1, 6, 12), segment(2, 12, 18));
        assertThat(planned()).isEqualTo(1);
        report(own, 0, 18, segment(3, 18, 18.1));
        assertThat(captures.detail(capture.id()).state()).isEqualTo(CaptureState.COMPLETE);
        assertThat(planned()).isEqualTo(2);
    }

    @Test
    void gap_isFilledFromTheStandby_byTheWallClock() {
        // The standby began three seconds later and counts from there.
        report(own, 0, null, segment(0, 0, 6), gap(1, 6, 10), segment(2, 10, 16));
        assertThat(planned()).as("the gap waits").isZero();
        report(standby, 3, null, segment(0, 0, 6), segment(1, 6, 12));
        assertThat(planned()).isEqualTo(1);

        ChunkJob job = start(track(), 0);
        assertThat(job.entries())
                .extracting(TrackEntry::startUs)
                .containsExactly(0L, 6 * SECOND - 20_000, 6 * SECOND, 9 * SECOND, 10 * SECOND);
        var filling = (TrackEntry.Segment) job.entries().get(3);
        assertThat(filling.objectKey()).contains("standby");
        assertThat(filling.endUs()).isEqualTo(10 * SECOND - 20_000);

        stop();
        report(own, 0, 16, segment(3, 16, 16.05));
        finish();
        CaptureBooks books = completeness.books(capture.id());
        assertThat(books.state()).isEqualTo(CaptureBooks.State.COMPLETE);
        assertThat(books.tracks()).singleElement().satisfies(track -> {
            assertThat(track.gaps()).isZero();
            assertThat(track.filled()).isEqualTo(4);
            assertThat(track.filledBy()).singleElement().asString().startsWith("standby");
        });
    }

    @Test
    void standbyThatIsSilent_holdsAGapForABoundedTime() {
        report(own, 0, null, segment(0, 0, 6), gap(1, 6, 10), segment(2, 10, 16));
        assertThat(planned()).isZero();
        await().atMost(SILENCE.plusSeconds(3)).until(() -> looked() == 1);
    }

    @Test
    void recorderThatIsLost_isReplaced_andTheLectureEnds() {
        report(own, 0, null, segment(0, 0, 6));
        report(standby, 0, null, segment(0, 0, 6), segment(1, 6, 12), segment(2, 12, 18));
        stop();
        report(standby, 0, 18);
        assertThat(captures.detail(capture.id()).state()).isEqualTo(CaptureState.STOPPING);
        await().atMost(SILENCE.plusSeconds(3)).until(() -> {
            looked();
            return captures.detail(capture.id()).state() == CaptureState.COMPLETE;
        });
        finish();
        CaptureBooks books = completeness.books(capture.id());
        assertThat(books.state()).isEqualTo(CaptureBooks.State.COMPLETE);
        assertThat(books.tracks()).singleElement().satisfies(track -> {
            assertThat(track.recorded()).isEqualTo(6);
            assertThat(track.filled()).isEqualTo(12);
            assertThat(track.playable()).isEqualTo(18);
        });
    }

    @Test
    void recorderThatNeverCame_isReplaced() {
        report(standby, 0, null, segment(0, 0, 6), segment(1, 6, 12), segment(2, 12, 18));
        assertThat(captures.detail(capture.id()).publication()).isNull();
        await().atMost(SILENCE.plusSeconds(3)).until(() -> looked() == 1);
        assertThat(captures.detail(capture.id()).state()).isEqualTo(CaptureState.RECORDING);
    }

    @Test
    void whatComesLate_makesANewVersion_andTheOldOneStaysUntilThen() {
        report(own, 0, null, segment(0, 0, 6), gap(1, 6, 10), segment(2, 10, 16));
        stop();
        await().atMost(SILENCE.plusSeconds(3)).until(() -> looked() == 1);
        report(own, 0, 16, segment(3, 16, 16.05));
        finish();
        assertThat(completeness.books(capture.id()).state()).isEqualTo(CaptureBooks.State.INCIDENT);

        report(standby, 0, null, segment(0, 0, 6));
        assertThat(versions()).as("more may come").hasSize(1);
        report(standby, 0, 16, segment(1, 6, 12), segment(2, 12, 16));
        assertThat(versions())
                .extracting(version -> version.state)
                .containsExactly(PublicationState.CLOSED, PublicationState.FINISHING);
        assertThat(lectures.get(capture.lectureId(), true).version()).isEqualTo(1);

        finish();
        assertThat(lectures.get(capture.lectureId(), true).version()).isEqualTo(2);
        assertThat(completeness.books(capture.id()).state()).isEqualTo(CaptureBooks.State.COMPLETE);
        looked();
        assertThat(versions()).hasSize(2);
    }

    @Test
    void lectureOfWhichNothingCame_isSavedByAStandbyThatComesLate() {
        stop();
        await().atMost(SILENCE.plusSeconds(3)).until(() -> {
            report(own, 0, 16);
            return captures.detail(capture.id()).state() == CaptureState.COMPLETE;
        });
        assertThat(versions()).isEmpty();
        report(standby, 0, 16, segment(0, 0, 6), segment(1, 6, 16));
        finish();
        assertThat(lectures.get(capture.lectureId(), true).state()).isEqualTo(LectureState.READY);
        assertThat(completeness.books(capture.id()).tracks())
                .singleElement()
                .satisfies(track -> assertThat(track.filled()).isEqualTo(16));
    }

    @Test
    void agentThatIsNeither_isRefused() {
        UUID stranger = agents.create("stranger " + UUID.randomUUID()).id();
        var report = new CaptureReport(capture.lectureId(), roomId, "x", epoch, null, List.of(), true);
        assertThatThrownBy(() -> reports.merge(stranger, capture.id(), report)).isInstanceOf(LecternException.class);
    }

    private void stop() {
        captures.stop(capture.id());
    }

    private int looked() {
        reports.inMotion().forEach(reports::look);
        return planned();
    }

    /** Encodes and closes the newest version. */
    private void finish() {
        PublicationEntity newest = versions().getLast();
        for (PublicationTrackEntity track : tracksOf(newest)) {
            for (int i = 0; i < track.plannedChunks; i++) {
                ChunkRef ref = new ChunkRef(track.id, i);
                chunkWork
                        .start(ref, "worker")
                        .ifPresent(job -> chunkWork.finish(ref, Results.of(job.missing()), Hurry.NONE, false));
            }
        }
        publicationWork.close(newest.id);
    }

    private ChunkJob start(PublicationTrackEntity track, int index) {
        return chunkWork.start(new ChunkRef(track.id, index), "worker").orElseThrow();
    }

    private int planned() {
        return versions().isEmpty() ? 0 : track().plannedChunks;
    }

    private PublicationTrackEntity track() {
        return tracksOf(versions().getLast()).getFirst();
    }

    private List<PublicationTrackEntity> tracksOf(PublicationEntity publication) {
        return QuarkusTransaction.requiringNew().call(() -> publicationTracks.ofPublication(publication.id));
    }

    private List<PublicationEntity> versions() {
        return QuarkusTransaction.requiringNew().call(() -> publications.ofLecture(capture.lectureId()));
    }

    /** @param closedAt seconds since the capture's epoch; null while it runs */
    private void report(UUID agentId, int epochLater, Integer closedAt, TrackEntry... entries) {
        boolean standsBy = agentId.equals(standby);
        UUID trackId = new UUID(agentId.getMostSignificantBits(), capture.id().getLeastSignificantBits());
        List<TrackEntry> told = new ArrayList<>();
        for (TrackEntry entry : entries) {
            told.add(named(entry, standsBy));
        }
        Integer count = closedAt == null ? null : known.merge(trackId, told.size(), Integer::sum);
        if (closedAt == null) {
            known.merge(trackId, told.size(), Integer::sum);
        }
        reports.merge(
                agentId,
                capture.id(),
                new CaptureReport(
                        capture.lectureId(),
                        roomId,
                        capture.title(),
                        epoch.plusSeconds(epochLater),
                        closedAt == null ? null : epoch.plusSeconds(closedAt),
                        List.of(new CaptureReport.Track(
                                trackId, deviceId, "Camera", DeviceRole.PRESENTER, MediaKind.VIDEO, count, 0, 0, told)),
                        standsBy));
    }

    private final Map<UUID, Integer> known = new java.util.HashMap<>();

    private static TrackEntry named(TrackEntry entry, boolean standsBy) {
        return entry instanceof TrackEntry.Segment s && standsBy
                ? new TrackEntry.Segment(
                        s.sequence(),
                        s.startUs(),
                        s.endUs(),
                        s.run(),
                        s.mediaStartUs(),
                        s.mediaEndUs(),
                        s.wallStart(),
                        s.format(),
                        s.objectKey() + "standby",
                        s.bytes(),
                        s.sha256(),
                        s.packets())
                : entry;
    }

    private static TrackEntry gap(int sequence, long start, long end) {
        return new TrackEntry.Gap(sequence, start * SECOND, end * SECOND, GapReason.RECORDER_DOWN, 0);
    }

    private static TrackEntry segment(int sequence, double start, double end) {
        return new TrackEntry.Segment(
                sequence,
                (long) (start * SECOND),
                (long) (end * SECOND),
                0,
                (long) (start * SECOND),
                (long) (end * SECOND),
                Instant.EPOCH,
                SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(25, 1)),
                "src/x/%08d.mp4".formatted(sequence),
                1000,
                "00",
                150);
    }
}
