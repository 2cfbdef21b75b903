package org.lectern.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.AgentCommands;
import org.lectern.catalogue.capture.CaptureDetail;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.capture.Captures;
import org.lectern.catalogue.completeness.CaptureBooks;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.completeness.Incident;
import org.lectern.catalogue.completeness.Incidents;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.catalogue.entity.AgentEntity;
import org.lectern.catalogue.entity.AgentRepository;
import org.lectern.catalogue.entity.DeviceEntity;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.lecture.CourseCatalogue;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.ChunkWork;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.catalogue.work.Urgency;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.CaptureState;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.IncidentKind;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.ServerMessage;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.Loudness;
import org.lectern.model.plan.TrackPlan;

/** A lecture's way through the catalogue, on a real PostgreSQL: reports in, chunks out, publication closed. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class LectureFlowTest {
    private static final Instant EPOCH = Instant.parse("2026-09-01T08:00:00Z");
    private static final long SEGMENT_US = 6_000_000;

    @Inject
    Captures captures;

    @Inject
    CaptureReports reports;

    @Inject
    AgentCommands commands;

    @Inject
    ChunkWork chunkWork;

    @Inject
    PublicationWork publicationWork;

    @Inject
    Completeness completeness;

    @Inject
    Incidents incidents;

    @Inject
    CourseCatalogue courses;

    @Inject
    LectureCatalogue lectures;

    @Inject
    AgentRepository agents;

    @Inject
    RoomRepository rooms;

    @Inject
    DeviceRepository devices;

    @Inject
    Workers workers;

    @Inject
    DataSource dataSource;

    private final UUID agentId = UUID.randomUUID();
    private final UUID roomId = UUID.randomUUID();
    private final UUID deviceId = UUID.randomUUID();

    @BeforeEach
    void makeRoom() {
        QuarkusTransaction.requiringNew().run(() -> {
            var agent = new AgentEntity();
            agent.id = agentId;
            agent.name = "agent " + agentId;
            agent.keySha256 = agentId.toString();
            agent.createdAt = EPOCH;
            agents.persist(agent);
            var room = new RoomEntity();
            room.id = roomId;
            room.name = "Room " + roomId;
            room.agentId = agentId;
            room.createdAt = EPOCH;
            rooms.persist(room);
            var device = new DeviceEntity();
            device.id = deviceId;
            device.roomId = roomId;
            device.name = "Camera";
            device.role = DeviceRole.PRESENTER;
            device.url = "rtsp://192.0.2.1/";
            device.createdAt = EPOCH;
            devices.persist(device);
        });
    }

    @Test
    void startedCapture_isToldToTheAgentUntilItAnswers() {
        CaptureDetail capture = captures.start(roomId, " Physics ", null);
        assertThat(capture.title()).isEqualTo("Physics");
        assertThat(capture.state()).isEqualTo(CaptureState.REQUESTED);
        var start = (ServerMessage.Start) commands.waiting(agentId).getFirst();
        assertThat(start.captureId()).isEqualTo(capture.id());
        assertThat(start.room().devices()).hasSize(1);
        commands.acknowledge(agentId, start.command(), null);
        assertThat(commands.waiting(agentId)).isEmpty();
        assertThat(captures.detail(capture.id()).state()).isEqualTo(CaptureState.RECORDING);

        assertThatThrownBy(() -> captures.start(roomId, null, null))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        captures.stop(capture.id());
        captures.stop(capture.id());
        assertThat(commands.waiting(agentId)).hasSize(1).allMatch(ServerMessage.Stop.class::isInstance);
    }

    @Test
    void deviceAddresses_areSealedInTheDatabase() throws SQLException {
        captures.start(roomId, null, null);
        assertThat(stored("select url from device where id = ?", deviceId)).startsWith("sealed:");
        assertThat(stored("select message from agent_command where agent_id = ?", agentId))
                .startsWith("sealed:");
        assertThat(QuarkusTransaction.requiringNew().call(() -> devices.findById(deviceId).url))
                .isEqualTo("rtsp://192.0.2.1/");
    }

    private String stored(String query, UUID id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    @Test
    void reports_inAnyOrderTwiceAndLate_makeTheSameLecture() {
        CaptureDetail capture = captures.start(roomId, null, null);
        UUID video = UUID.randomUUID();
        UUID audio = UUID.randomUUID();
        List<CaptureReport> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(report(capture, null, track(video, MediaKind.VIDEO, null, segment(i, MediaKind.VIDEO))));
            all.add(report(capture, null, track(audio, MediaKind.AUDIO, null, segment(i, MediaKind.AUDIO))));
        }
        all.add(report(
                capture, EPOCH.plusSeconds(30), track(video, MediaKind.VIDEO, 5), track(audio, MediaKind.AUDIO, 5)));
        all.addAll(List.copyOf(all));
        Collections.shuffle(all, new Random(7));
        all.forEach(one -> reports.merge(agentId, capture.id(), one));

        CaptureDetail merged = captures.detail(capture.id());
        assertThat(merged.state()).isEqualTo(CaptureState.COMPLETE);
        assertThat(merged.tracks()).hasSize(2).allSatisfy(track -> {
            assertThat(track.recordedSeconds()).isEqualTo(30);
            assertThat(track.gapSeconds()).isZero();
        });
        assertThat(merged.publication().state()).isEqualTo(PublicationState.FINISHING);
        assertThat(merged.publication().durationSeconds()).isEqualTo(30);
        assertThat(merged.publication().chunksTotal()).isEqualTo(6);
        assertThat(tasksOf(capture)).isEqualTo(6);
    }

    @Test
    void language_ofTheCourse_isThatOfItsLectures_untilTheyHaveTheirOwn() {
        var course = courses.create("LANG", "Languages", "de_at");
        CaptureDetail capture = captures.start(roomId, null, course.id());
        UUID audio = UUID.randomUUID();
        TrackEntry[] sounds =
                IntStream.range(0, 4).mapToObj(i -> segment(i, MediaKind.AUDIO)).toArray(TrackEntry[]::new);
        reports.merge(agentId, capture.id(), report(capture, null, track(audio, MediaKind.AUDIO, null, sounds)));
        UUID publication = captures.detail(capture.id()).publication().id();
        var track = publicationWork.snapshot(publication).tracks().getFirst();
        assertThat(track.language()).isEqualTo("de-AT");

        lectures.patch(capture.lectureId(), new LectureCatalogue.Patch(null, null, null, false, null, "sv", false));

        assertThat(publicationWork.snapshot(publication).tracks().getFirst().language())
                .isEqualTo("sv");
        assertThat(chunkWork
                        .start(new ChunkRef(track.id(), 0), "worker")
                        .orElseThrow()
                        .language())
                .as("what stands in the media from their beginning")
                .isEqualTo("de-AT");
        lectures.patch(capture.lectureId(), new LectureCatalogue.Patch(null, null, null, false, null, null, true));
        assertThat(lectures.get(capture.lectureId(), true).language()).isEqualTo("de-AT");
    }

    @Test
    void jobOfSound_reachesBackToWhatDecidesItsLevel_andThatOfPicturesDoesNot() {
        CaptureDetail capture = captures.start(roomId, null, null);
        UUID video = UUID.randomUUID();
        UUID audio = UUID.randomUUID();
        TrackEntry[] pictures = IntStream.range(0, 40)
                .mapToObj(i -> segment(i, MediaKind.VIDEO))
                .toArray(TrackEntry[]::new);
        TrackEntry[] sounds = IntStream.range(0, 40)
                .mapToObj(i -> segment(i, MediaKind.AUDIO))
                .toArray(TrackEntry[]::new);
        reports.merge(agentId, capture.id(), report(capture, null, track(video, MediaKind.VIDEO, null, pictures)));
        reports.merge(agentId, capture.id(), report(capture, null, track(audio, MediaKind.AUDIO, null, sounds)));

        var publication = captures.detail(capture.id()).publication();
        for (var track : publicationWork.snapshot(publication.id()).tracks()) {
            ChunkJob job =
                    chunkWork.start(new ChunkRef(track.id(), 15), "worker").orElseThrow();
            long backUs =
                    job.originUs() + job.startUs() - job.entries().getFirst().startUs();
            if (job.plan() instanceof TrackPlan.Audio plan) {
                assertThat(plan.loudness()).isEqualTo(Loudness.SPEECH);
                assertThat(plan.repairChannels()).isTrue();
                assertThat(backUs).isGreaterThanOrEqualTo(TrackPlan.Audio.LEVEL_HISTORY_US);
            } else {
                assertThat(backUs).isLessThan(10_000_000);
            }
        }
    }

    @Test
    void chunks_areQueuedWhileTheLectureRuns_andTheLastOneClosesIt() {
        CaptureDetail capture = captures.start(roomId, null, null);
        UUID video = UUID.randomUUID();
        assertThat(known(capture, video, 0)).isEqualTo(1);
        assertThat(captures.detail(capture.id()).publication()).isNull();
        known(capture, video, 1);
        assertThat(tasksOf(capture))
                .as("12 s are known, but not the margin behind them")
                .isZero();
        known(capture, video, 2);
        assertThat(tasksOf(capture)).isEqualTo(1);
        assertThat(captures.detail(capture.id()).publication().state()).isEqualTo(PublicationState.LIVE);

        var publication = captures.detail(capture.id()).publication();
        UUID track =
                publicationWork.snapshot(publication.id()).tracks().getFirst().id();
        ChunkJob job = chunkWork.start(new ChunkRef(track, 0), "worker").orElseThrow();
        assertThat(job.originUs()).isEqualTo(250_000);
        assertThat(job.entries()).hasSize(3).isSortedAccordingTo((a, b) -> Integer.compare(a.sequence(), b.sequence()));
        assertThat(job.last()).isFalse();
        ChunkResult result = Results.of(job.missing());
        chunkWork.finish(new ChunkRef(track, 0), result, Hurry.NONE, false);
        chunkWork.finish(new ChunkRef(track, 0), Results.of(job.missing(), "other.mp4"), Hurry.NONE, true);
        assertThat(chunkWork.start(new ChunkRef(track, 0), "late worker")).isEmpty();
        assertThat(publicationWork
                        .snapshot(publication.id())
                        .tracks()
                        .getFirst()
                        .playable())
                .containsExactly(result);

        reports.merge(agentId, capture.id(), report(capture, EPOCH.plusSeconds(18), track(video, MediaKind.VIDEO, 3)));
        ChunkJob last = chunkWork.start(new ChunkRef(track, 1), "worker").orElseThrow();
        assertThat(last.last()).isTrue();
        assertThat(last.endUs()).isEqualTo(18_000_000);
        assertThat(tasks("close-publication", publication.id().toString())).isZero();
        assertThat(publicationWork.snapshotOfTrack(track).whole()).isFalse();
        chunkWork.finish(new ChunkRef(track, 1), result, Hurry.NONE, false);
        assertThat(publicationWork.snapshotOfTrack(track).whole()).isTrue();
        assertThat(tasks("close-publication", publication.id().toString())).isEqualTo(1);
        publicationWork.close(publication.id());
        publicationWork.close(publication.id());
        assertThat(captures.detail(capture.id()).publication().state()).isEqualTo(PublicationState.CLOSED);
    }

    @Test
    void chunk_inParts_isPlayableAfterTheFirst_andClosesAfterTheRest() {
        CaptureDetail capture = captures.start(roomId, null, null);
        UUID video = UUID.randomUUID();
        reports.merge(
                agentId,
                capture.id(),
                report(
                        capture,
                        EPOCH.plusSeconds(12),
                        track(video, MediaKind.VIDEO, 2, segment(0, MediaKind.VIDEO), segment(1, MediaKind.VIDEO))));
        UUID publication = captures.detail(capture.id()).publication().id();
        UUID track = publicationWork.snapshot(publication).tracks().getFirst().id();
        var ref = new ChunkRef(track, 0);
        assertThat(chunkWork.start(ref.theRest(), "worker")).isEmpty();
        ChunkJob first = chunkWork.start(ref, "worker").orElseThrow();
        assertThat(first.urgency()).as("it ended months ago").isEqualTo(Urgency.BACKLOG);
        List<String> low = first.missing().subList(1, first.missing().size());

        chunkWork.finish(ref, Results.of(low), Hurry.LOW_FIRST, false);
        chunkWork.finish(ref, Results.of(low, "late.mp4"), Hurry.NONE, false);

        assertThat(captures.detail(capture.id()).publication().chunksPlayable()).isEqualTo(1);
        assertThat(tasks("encode-chunk", track + "/0/rest")).isEqualTo(1);
        assertThat(tasks("close-publication", publication.toString())).isZero();
        assertThat(chunkWork.start(ref, "late worker")).isEmpty();
        ChunkJob rest = chunkWork.start(ref.theRest(), "other").orElseThrow();
        assertThat(rest.missing()).containsExactlyElementsOf(first.missing().subList(0, 1));

        chunkWork.finish(rest.ref(), Results.of(rest.missing()), Hurry.NONE, false);
        chunkWork.finish(rest.ref(), Results.of(rest.missing()), Hurry.NONE, true);

        var made = publicationWork.snapshot(publication).tracks().getFirst().playable();
        assertThat(made)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.renditions())
                        .extracting(ChunkResult.Rendition::name)
                        .containsExactlyElementsOf(first.missing()));
        assertThat(made.getFirst().rendition("360p").orElseThrow().initUri()).isEqualTo("init.mp4");
        assertThat(tasks("close-publication", publication.toString())).isEqualTo(1);
    }

    @Test
    void cameras_areQueuedForTheEncoderThatIsOffered_whileItIs_andHoldBackTheRest() {
        workers.seen("hardware", 2, 0, "nvenc-aaaaaa", null);
        workers.seen("plain", 8, 0);
        try {
            CaptureDetail capture = captures.start(roomId, null, null);
            UUID camera = UUID.randomUUID();
            UUID sound = UUID.randomUUID();
            for (int i = 0; i < 5; i++) {
                reports.merge(
                        agentId,
                        capture.id(),
                        report(
                                capture,
                                null,
                                track(camera, MediaKind.VIDEO, null, segment(i, MediaKind.VIDEO)),
                                track(sound, MediaKind.AUDIO, null, segment(i, MediaKind.AUDIO))));
            }
            UUID publication = captures.detail(capture.id()).publication().id();
            var planned = publicationWork.snapshot(publication);
            UUID pictures = planned.tracks().getFirst().id();
            UUID heard = planned.tracks().getLast().id();
            assertThat(planned.joined()).containsExactly(pictures);
            assertThat(tasks("encode-chunk-nvenc", pictures + "/%")).isEqualTo(2);
            assertThat(tasks("encode-chunk", heard + "/%")).isEqualTo(2);
            assertThat(chunkWork
                            .start(new ChunkRef(pictures, 0), "w")
                            .orElseThrow()
                            .encoder())
                    .isEqualTo("nvenc");
            assertThat(chunkWork
                            .start(new ChunkRef(heard, 0), "w")
                            .orElseThrow()
                            .encoder())
                    .isNull();

            List<String> rungs = planned.tracks().getFirst().plan().renditions();
            List<String> sounds = planned.tracks().getLast().plan().renditions();
            chunkWork.finish(new ChunkRef(heard, 0), Results.of(sounds), Hurry.NONE, false);
            assertThat(publicationWork
                            .snapshotOfTrack(heard)
                            .tracks()
                            .getFirst()
                            .playable())
                    .as("a discontinuity may still have to stand there")
                    .isEmpty();
            chunkWork.finish(new ChunkRef(pictures, 0), Results.of(rungs), Hurry.NONE, false, "nvenc-aaaaaa");
            assertThat(publicationWork
                            .snapshotOfTrack(heard)
                            .tracks()
                            .getFirst()
                            .playable())
                    .hasSize(1);

            workers.leave("hardware");
            workers.seen("plain", 8, 0);

            assertThat(tasks("encode-chunk-nvenc", pictures + "/%")).isZero();
            assertThat(tasks("encode-chunk", pictures + "/%")).isEqualTo(2);
            chunkWork.finish(new ChunkRef(pictures, 1), Results.of(rungs), Hurry.NONE, false);
            chunkWork.finish(new ChunkRef(heard, 1), Results.of(sounds), Hurry.NONE, false);
            for (UUID track : List.of(pictures, heard)) {
                var now = publicationWork.snapshotOfTrack(track);
                assertThat(now.tracks().getFirst().playable()).hasSize(2);
                assertThat(now.changes()).containsExactly(1);
                assertThat(now.discontinuities()).containsExactly(2);
            }
        } finally {
            workers.leave("hardware");
            workers.leave("plain");
        }
    }

    @Test
    void tracks_thatNoEncoderSuits_arePlannedForX264() {
        workers.seen("hardware", 1, 0, "qsv-bbbbbb", null);
        try {
            CaptureDetail late = captures.start(roomId, null, null);
            UUID sound = UUID.randomUUID();
            TrackEntry[] sounds = IntStream.range(0, 4)
                    .mapToObj(i -> segment(i, MediaKind.AUDIO))
                    .toArray(TrackEntry[]::new);
            reports.merge(agentId, late.id(), report(late, null, track(sound, MediaKind.AUDIO, null, sounds)));
            known(late, UUID.randomUUID(), 0, 1, 2);
            assertThat(joined(late))
                    .as("what was shown before cannot wait for it")
                    .isEmpty();
            captures.stop(late.id());
            reports.merge(agentId, late.id(), report(late, EPOCH.plusSeconds(24), track(sound, MediaKind.AUDIO, 4)));

            List<Integer> planned = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                UUID lectureId = UUID.randomUUID();
                UUID captureId = UUID.randomUUID();
                TrackEntry[] pictures = IntStream.range(0, 3)
                        .mapToObj(j -> segment(j, MediaKind.VIDEO))
                        .toArray(TrackEntry[]::new);
                reports.merge(
                        agentId,
                        captureId,
                        new CaptureReport(
                                lectureId,
                                roomId,
                                "Parallel",
                                EPOCH,
                                null,
                                List.of(track(UUID.randomUUID(), MediaKind.VIDEO, null, pictures))));
                planned.add(joined(captures.detail(captureId)).size());
            }
            assertThat(planned).as("two for each thread that offers it").containsExactly(1, 1, 0);
        } finally {
            workers.leave("hardware");
        }
    }

    private List<UUID> joined(CaptureDetail capture) {
        return publicationWork
                .snapshot(captures.detail(capture.id()).publication().id())
                .joined();
    }

    @Test
    void lectureWhoseBooksAgree_isComplete() {
        CaptureDetail capture = captures.start(roomId, null, null);
        assertThat(completeness.books(capture.id()).state()).isEqualTo(CaptureBooks.State.PENDING);
        recordAndPublish(capture, EPOCH.plusMillis(18_300), false);
        CaptureBooks books = completeness.books(capture.id());
        assertThat(books.state()).isEqualTo(CaptureBooks.State.COMPLETE);
        assertThat(books.tracks()).singleElement().satisfies(track -> {
            assertThat(track.planned()).isEqualTo(18.3);
            assertThat(track.recorded()).isEqualTo(18);
            assertThat(track.uploaded()).isEqualTo(18);
            assertThat(track.playable()).isEqualTo(18);
        });
    }

    @Test
    void lectureThatWasCutShortAndDamaged_isAnIncidentUntilItIsAcknowledged() {
        CaptureDetail capture = captures.start(roomId, null, null);
        recordAndPublish(capture, EPOCH.plusSeconds(60), true);
        assertThat(completeness.books(capture.id()).state()).isEqualTo(CaptureBooks.State.INCIDENT);
        List<Incident> found = incidents.ofCapture(capture.id());
        assertThat(found)
                .extracting(Incident::kind)
                .containsExactlyInAnyOrder(IncidentKind.CUT_SHORT, IncidentKind.DAMAGED);
        completeness.judge(capture.id());
        assertThat(incidents.ofCapture(capture.id())).hasSize(2);
        assertThat(incidents.open()).containsAll(found);
        incidents.acknowledge(found.getFirst().id(), "staff");
        assertThat(incidents.open()).doesNotContain(found.getFirst()).contains(found.getLast());
        assertThat(incidents.ofCapture(capture.id())).hasSize(2);
    }

    /** Three segments of one camera, encoded and published. */
    private void recordAndPublish(CaptureDetail capture, Instant closedAt, boolean slated) {
        UUID video = UUID.randomUUID();
        TrackEntry[] segments =
                IntStream.range(0, 3).mapToObj(i -> segment(i, MediaKind.VIDEO)).toArray(TrackEntry[]::new);
        reports.merge(agentId, capture.id(), report(capture, closedAt, track(video, MediaKind.VIDEO, 3, segments)));
        UUID publication = captures.detail(capture.id()).publication().id();
        UUID track = publicationWork.snapshot(publication).tracks().getFirst().id();
        for (int i = 0; i < 2; i++) {
            ChunkJob job = chunkWork.start(new ChunkRef(track, i), "worker").orElseThrow();
            chunkWork.finish(job.ref(), Results.of(job.missing()), Hurry.NONE, slated);
        }
        publicationWork.close(publication);
    }

    @Test
    void deviceThatNeverDelivers_isATrackOfGapsAndNoView() {
        CaptureDetail capture = captures.start(roomId, null, null);
        UUID dead = UUID.randomUUID();
        var gap = new TrackEntry.Gap(0, 0, 20_000_000, GapReason.NOT_CONNECTED, 0);
        reports.merge(agentId, capture.id(), report(capture, EPOCH.plusSeconds(20), track(dead, null, 1, gap)));
        CaptureDetail merged = captures.detail(capture.id());
        assertThat(merged.state()).isEqualTo(CaptureState.COMPLETE);
        assertThat(merged.publication()).isNull();
        assertThat(merged.tracks().getFirst().gaps()).hasSize(1);
        assertThat(completeness.books(capture.id()).state()).isEqualTo(CaptureBooks.State.INCIDENT);
        assertThat(incidents.ofCapture(capture.id()))
                .singleElement()
                .satisfies(incident -> assertThat(incident.kind()).isEqualTo(IncidentKind.NOTHING_RECORDED));
    }

    @Test
    void captureThatTheServerNeverHeardOf_isAdopted() {
        UUID captureId = UUID.randomUUID();
        UUID lectureId = UUID.randomUUID();
        var report = new CaptureReport(
                lectureId,
                roomId,
                "Recorded alone",
                EPOCH,
                EPOCH.plusSeconds(30),
                List.of(track(UUID.randomUUID(), MediaKind.VIDEO, 1, segment(0, MediaKind.VIDEO))));
        reports.merge(agentId, captureId, report);
        assertThat(captures.detail(captureId).title()).isEqualTo("Recorded alone");
        assertThat(captures.detail(captureId).publication().chunksTotal()).isEqualTo(1);
    }

    @Test
    void transactionThatFails_leavesNoTask() {
        CaptureDetail capture = captures.start(roomId, null, null);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    known(capture, UUID.randomUUID(), 0, 1, 2);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessageContaining("on purpose");
        assertThat(captures.detail(capture.id()).tracks()).isEmpty();
        assertThat(tasksOf(capture)).isZero();
    }

    private int known(CaptureDetail capture, UUID track, int... sequences) {
        TrackEntry[] entries = IntStream.of(sequences)
                .mapToObj(i -> segment(i, MediaKind.VIDEO))
                .toArray(TrackEntry[]::new);
        return reports.merge(agentId, capture.id(), report(capture, null, track(track, MediaKind.VIDEO, null, entries)))
                .tracks()
                .getFirst()
                .entries();
    }

    private static CaptureReport report(CaptureDetail capture, Instant closedAt, CaptureReport.Track... tracks) {
        return new CaptureReport(
                capture.lectureId(), capture.roomId(), capture.title(), EPOCH, closedAt, List.of(tracks));
    }

    private CaptureReport.Track track(UUID id, MediaKind kind, Integer entryCount, TrackEntry... entries) {
        return new CaptureReport.Track(
                id, deviceId, "Camera", DeviceRole.PRESENTER, kind, entryCount, 0, 0, List.of(entries));
    }

    private static TrackEntry segment(int sequence, MediaKind kind) {
        long start = 250_000 + sequence * SEGMENT_US;
        SourceFormat format = kind == MediaKind.VIDEO
                ? SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(25, 1))
                : SourceFormat.audio(Codec.AAC, 48_000, 2);
        return new TrackEntry.Segment(
                sequence,
                start,
                start + SEGMENT_US,
                0,
                sequence * SEGMENT_US,
                (sequence + 1) * SEGMENT_US,
                EPOCH,
                format,
                "src/x/%08d.mp4".formatted(sequence),
                1000,
                "00",
                150);
    }

    private int tasksOf(CaptureDetail capture) {
        var publication = captures.detail(capture.id()).publication();
        return publication == null
                ? 0
                : publicationWork.snapshot(publication.id()).tracks().stream()
                        .mapToInt(track -> tasks("encode-chunk", track.id() + "/%"))
                        .sum();
    }

    private int tasks(String name, String instance) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM scheduled_tasks WHERE task_name = ? AND task_instance LIKE ?")) {
            query.setString(1, name);
            query.setString(2, instance);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
