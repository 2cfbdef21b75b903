package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.model.CaptureState;
import org.lectern.model.LectureState;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;

/**
 * Captures that an agent would not begin: an incident says why, and the agent is asked again while the
 * planned time lasts. Each call is one transaction.
 */
@ApplicationScoped
public class Refusals {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** How long a capture without an end is tried: who asked for it stands in the room. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final PlannedLectureRepository planned;
    private final RoomRepository rooms;
    private final DeviceRepository devices;
    private final Beginnings beginnings;
    private final Recorders recorders;
    private final AgentCommands commands;
    private final Completeness completeness;
    private final Clock clock;

    Refusals(
            CaptureRepository captures,
            LectureRepository lectures,
            PlannedLectureRepository planned,
            RoomRepository rooms,
            DeviceRepository devices,
            Beginnings beginnings,
            Recorders recorders,
            AgentCommands commands,
            Completeness completeness,
            Clock clock) {
        this.captures = captures;
        this.lectures = lectures;
        this.planned = planned;
        this.rooms = rooms;
        this.devices = devices;
        this.beginnings = beginnings;
        this.recorders = recorders;
        this.commands = commands;
        this.completeness = completeness;
        this.clock = clock;
    }

    /** Takes the answer to a start; where one that stands by will not begin, the capture is none the worse. */
    void answered(UUID agentId, UUID captureId, AgentMessage.@Nullable Problem error) {
        captures.locked(captureId)
                .filter(capture -> error == null || !recorders.refused(capture, agentId))
                .filter(capture -> capture.state == CaptureState.REQUESTED)
                .ifPresent(capture -> {
                    if (error == null) {
                        capture.become(CaptureState.RECORDING);
                        capture.tryAgainAt = null;
                        completeness.judgeBeginning(capture);
                    } else {
                        refused(capture, error.detail());
                    }
                });
    }

    /** Takes the answer to a stop: what never began has failed. */
    void stopped(UUID agentId, UUID captureId) {
        captures.locked(captureId)
                .filter(capture -> capture.state == CaptureState.STOPPING
                        && capture.refusal != null
                        && capture.epoch == null
                        && agentId.equals(capture.agentId))
                .ifPresent(this::fail);
    }

    /**
     * Takes note that an agent, by its own clock, should begin a planned capture and cannot. It goes on
     * trying by itself. Does nothing if it was not planned, is known to run, or the agent only stands by.
     */
    @Transactional
    public void told(UUID agentId, UUID captureId, AgentMessage.Problem problem) {
        // The planned lecture's row is the lock on its beginning.
        Optional<CaptureEntity> capture = planned.locked(captureId)
                .filter(row -> agentId.equals(rooms.findById(row.roomId).agentId))
                .map(row -> captures.locked(captureId).orElseGet(() -> {
                    CaptureEntity made = beginnings.make(row, agentId, CaptureState.REQUESTED, clock.instant());
                    captures.persist(made);
                    recorders.assign(made);
                    return made;
                }));
        capture.filter(one -> one.state == CaptureState.REQUESTED && agentId.equals(one.agentId))
                .ifPresent(one -> {
                    one.refusal = problem.detail();
                    completeness.judgeBeginning(one);
                });
    }

    private void refused(CaptureEntity capture, String why) {
        capture.refusal = why;
        capture.tryAgainAt = clock.instant().plus(PAUSE);
        completeness.judgeBeginning(capture);
    }

    /** Asks agents again whose pause is over, and gives up where the time is over. */
    @Transactional
    public void tryAgain() {
        Instant now = clock.instant();
        for (CaptureEntity each : captures.refused()) {
            captures.locked(each.id)
                    .filter(capture -> capture.state == CaptureState.REQUESTED)
                    .ifPresent(capture -> tryAgain(capture, now));
        }
    }

    private void tryAgain(CaptureEntity capture, Instant now) {
        Instant end = capture.plannedUntil == null ? capture.requestedAt.plus(PATIENCE) : capture.plannedUntil;
        Instant again = capture.tryAgainAt;
        if (!now.isBefore(end)) {
            fail(capture);
        } else if (again != null && !now.isBefore(again)) {
            // Until it is answered: an agent that is away is not asked ever more often.
            capture.tryAgainAt = null;
            start(capture);
        }
    }

    private void start(CaptureEntity capture) {
        UUID agentId = capture.agentId;
        RoomEntity room = capture.roomId == null ? null : rooms.findById(capture.roomId);
        if (agentId == null || room == null) {
            fail(capture);
            return;
        }
        RoomConfig config = devices.configOf(room);
        LectureEntity lecture = lectures.findById(capture.lectureId);
        commands.add(
                agentId, sequence -> new ServerMessage.Start(sequence, capture.id, lecture.id, lecture.title, config));
        Instant end = capture.plannedUntil;
        if (end != null) {
            commands.add(agentId, sequence -> new ServerMessage.Extend(sequence, capture.id, end));
        }
    }

    private void fail(CaptureEntity capture) {
        capture.become(CaptureState.FAILED);
        capture.tryAgainAt = null;
        LectureEntity lecture = lectures.findById(capture.lectureId);
        if (LectureState.TRANSITIONS.allows(lecture.state, LectureState.FAILED)) {
            lecture.become(LectureState.FAILED);
        }
        if (capture.agentId != null) {
            commands.withdraw(capture.agentId, capture.id);
        }
        completeness.judge(capture.id);
    }
}
