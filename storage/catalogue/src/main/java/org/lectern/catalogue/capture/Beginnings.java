package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.entity.RoomStandbyRepository;
import org.lectern.catalogue.schedule.RoomSchedule;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;

/** Makes the rows of captures that agents began by themselves from the schedule. */
@ApplicationScoped
public class Beginnings {
    /** Who starts by hand this long before a planned capture means that one. */
    static final Duration EARLY = Duration.ofMinutes(10);

    private final PlannedLectureRepository planned;
    private final RoomSchedule schedule;
    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final RoomRepository rooms;
    private final RoomStandbyRepository standbys;
    private final Recorders recorders;
    private final Clock clock;

    Beginnings(
            PlannedLectureRepository planned,
            RoomSchedule schedule,
            CaptureRepository captures,
            LectureRepository lectures,
            RoomRepository rooms,
            RoomStandbyRepository standbys,
            Recorders recorders,
            Clock clock) {
        this.planned = planned;
        this.schedule = schedule;
        this.captures = captures;
        this.lectures = lectures;
        this.rooms = rooms;
        this.standbys = standbys;
        this.recorders = recorders;
        this.clock = clock;
    }

    /**
     * Takes note that an agent records a planned lecture. Does nothing if that is known, or if the
     * capture was not planned: then its report tells what it is.
     */
    @Transactional
    public void noticed(UUID agentId, UUID captureId) {
        begin(agentId, captureId, clock.instant());
    }

    /**
     * The capture of a planned lecture, made if it is not there yet: also of one that was cancelled when
     * the agent did not hear of it, for what is recorded is kept.
     *
     * @param at when it began
     * @return empty if no such capture was planned
     */
    Optional<CaptureEntity> begin(UUID agentId, UUID captureId, Instant at) {
        // The planned lecture's row is the lock on its beginning.
        return planned.locked(captureId)
                .map(row -> captures.findByIdOptional(captureId).orElseGet(() -> {
                    CaptureEntity capture = make(row, agentId, CaptureState.RECORDING, at);
                    captures.persist(capture);
                    recorders.assign(capture);
                    return capture;
                }));
    }

    /**
     * The capture and the lecture of a planned lecture, the capture not yet persisted.
     *
     * @param agentId who records it, or stands by for who does
     */
    CaptureEntity make(PlannedLectureEntity row, UUID agentId, CaptureState state, Instant at) {
        RoomEntity room = rooms.findById(row.roomId);
        Optional<RoomSchedule.Entry> entry = schedule.entries(row.roomId, row.startsAt, row.endsAt).stream()
                .filter(one -> one.lecture().id.equals(row.id))
                .findFirst();
        var capture = new CaptureEntity();
        capture.id = row.id;
        capture.lectureId = row.lectureId;
        capture.roomId = row.roomId;
        capture.roomName = room.name;
        capture.agentId = standbys.standsBy(agentId, room.id) ? room.agentId : agentId;
        capture.state = state;
        capture.requestedAt = at;
        capture.plannedFrom = entry.map(RoomSchedule.Entry::from).orElse(row.startsAt);
        capture.plannedUntil = entry.map(RoomSchedule.Entry::until).orElse(row.endsAt);
        if (lectures.findById(row.lectureId) == null) {
            var lecture = new LectureEntity();
            lecture.id = row.lectureId;
            lecture.courseId = schedule.courseOf(row);
            lecture.roomName = room.name;
            lecture.title = schedule.titleOf(row);
            lecture.state = LectureState.RECORDING;
            lecture.published = true;
            lecture.recordedAt = at;
            lecture.createdAt = clock.instant();
            lectures.persist(lecture);
        }
        return capture;
    }

    /** The planned lecture that a start by hand at this time means: one that is on or about to be, not begun. */
    Optional<RoomSchedule.Entry> meant(UUID roomId, Instant at) {
        return schedule.entries(roomId, at, at.plus(EARLY)).stream()
                .filter(entry -> entry.capture() == null)
                .findFirst();
    }

    /** Throws {@code CONFLICT}, naming it, if the next lecture in the room begins before a capture ends. */
    void requireFree(UUID roomId, UUID captureId, Instant endsAt) {
        Instant now = clock.instant();
        schedule.entries(roomId, now, endsAt).stream()
                .filter(entry -> !entry.lecture().id.equals(captureId)
                        && entry.capture() == null
                        && entry.lecture().startsAt.isAfter(now)
                        && entry.lecture().startsAt.isBefore(endsAt))
                .findFirst()
                .ifPresent(entry -> {
                    throw new LecternException(
                            ErrorCode.CONFLICT,
                            "%s begins here at %s. This recording can go on until then; or move the other one first."
                                    .formatted(
                                            entry.title(),
                                            DateTimeFormatter.ofPattern("HH:mm")
                                                    .format(entry.lecture()
                                                            .startsAt
                                                            .atZone(ZoneId.of(entry.event().zone)))));
                });
    }
}
