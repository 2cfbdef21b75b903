package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.schedule.RoomSchedule;
import org.lectern.catalogue.schedule.ScheduleChanged;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;

/** Starts, stops and shows captures. Each call is one transaction. */
@ApplicationScoped
public class Captures {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final RoomRepository rooms;
    private final DeviceRepository devices;
    private final CourseRepository courses;
    private final AgentCommands commands;
    private final CaptureDetails details;
    private final Beginnings beginnings;
    private final Recorders recorders;
    private final Event<ScheduleChanged> scheduleChanged;
    private final Clock clock;

    Captures(
            CaptureRepository captures,
            LectureRepository lectures,
            RoomRepository rooms,
            DeviceRepository devices,
            CourseRepository courses,
            AgentCommands commands,
            CaptureDetails details,
            Beginnings beginnings,
            Recorders recorders,
            Event<ScheduleChanged> scheduleChanged,
            Clock clock) {
        this.captures = captures;
        this.lectures = lectures;
        this.rooms = rooms;
        this.devices = devices;
        this.courses = courses;
        this.commands = commands;
        this.details = details;
        this.beginnings = beginnings;
        this.recorders = recorders;
        this.scheduleChanged = scheduleChanged;
        this.clock = clock;
    }

    /** As {@link #start(UUID, String, UUID, Instant)}, with the planned end or none. */
    @Transactional
    public CaptureDetail start(UUID roomId, @Nullable String title, @Nullable UUID courseId) {
        return start(roomId, title, courseId, null);
    }

    /**
     * Makes a lecture and its capture, and tells the room's agent, and who stands by, to begin. Where a planned lecture is on
     * or about to begin, it is that one.
     *
     * @param title null for the planned one, or one made from the room's name
     * @param courseId null for the planned one, or none
     * @param endsAt when it ends by the clock; null for the planned end, or none
     * @throws LecternException if the room is not there ({@code NOT_FOUND}), has no agent or no device
     *     ({@code INVALID_REQUEST}), or is being recorded ({@code
     *     CONFLICT}); as {@link #extend} of the end
     */
    @Transactional
    public CaptureDetail start(UUID roomId, @Nullable String title, @Nullable UUID courseId, @Nullable Instant endsAt) {
        RoomEntity room = rooms.locked(roomId).orElseThrow(() -> notFound("room"));
        RoomConfig config = devices.configOf(room);
        if (room.agentId == null) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "No recorder serves %s. An admin can choose one on the manage page.".formatted(room.name));
        }
        if (config.devices().isEmpty()) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "%s has no devices. An admin can add them on the manage page.".formatted(room.name));
        }
        if (courseId != null && courses.findById(courseId) == null) {
            throw notFound("course");
        }
        if (captures.activeOf(roomId).isPresent()) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "%s is being recorded already. Stop that capture first.".formatted(room.name));
        }
        Optional<RoomSchedule.Entry> planned = beginnings.meant(roomId, clock.instant());
        CaptureEntity capture = planned.isPresent()
                ? beginnings.make(planned.get().lecture(), room.agentId, CaptureState.REQUESTED, clock.instant())
                : unplanned(room, room.agentId);
        LectureEntity lecture = named(capture, planned.isPresent(), room, title, courseId);
        captures.persist(capture);
        recorders.assign(capture);
        for (UUID agentId : recorders.told(capture)) {
            RoomConfig own = devices.configFor(agentId, room);
            commands.add(
                    agentId, sequence -> new ServerMessage.Start(sequence, capture.id, lecture.id, lecture.title, own));
        }
        Instant end = endsAt == null ? capture.plannedUntil : endsAt;
        if (end != null) {
            until(capture, end);
        }
        return details.of(capture);
    }

    private CaptureEntity unplanned(RoomEntity room, UUID agentId) {
        var capture = new CaptureEntity();
        capture.id = UUID.randomUUID();
        capture.lectureId = UUID.randomUUID();
        capture.roomId = room.id;
        capture.roomName = room.name;
        capture.agentId = agentId;
        capture.state = CaptureState.REQUESTED;
        capture.requestedAt = clock.instant();
        return capture;
    }

    private LectureEntity named(
            CaptureEntity capture, boolean planned, RoomEntity room, @Nullable String title, @Nullable UUID courseId) {
        LectureEntity lecture = planned ? lectures.findById(capture.lectureId) : lecture(capture.lectureId, room);
        if (title != null && !title.isBlank()) {
            lecture.title = title.strip();
        }
        if (courseId != null) {
            lecture.courseId = courseId;
        }
        return lecture;
    }

    private LectureEntity lecture(UUID id, RoomEntity room) {
        var lecture = new LectureEntity();
        lecture.id = id;
        lecture.roomName = room.name;
        lecture.title = "Lecture in " + room.name;
        lecture.state = LectureState.RECORDING;
        lecture.published = true;
        lecture.recordedAt = clock.instant();
        lecture.createdAt = clock.instant();
        lectures.persist(lecture);
        return lecture;
    }

    /**
     * Tells its agents to end a capture; does nothing if it has ended or was told.
     *
     * @throws LecternException with {@code NOT_FOUND}
     */
    @Transactional
    public CaptureDetail stop(UUID captureId) {
        CaptureEntity capture = captures.locked(captureId).orElseThrow(() -> notFound("capture"));
        if (capture.state == CaptureState.REQUESTED || capture.state == CaptureState.RECORDING) {
            capture.become(CaptureState.STOPPING);
            capture.stopRequestedAt = clock.instant();
            for (UUID agentId : recorders.told(capture)) {
                commands.add(agentId, sequence -> new ServerMessage.Stop(sequence, captureId));
                scheduleChanged.fire(new ScheduleChanged(agentId));
            }
        }
        return details.of(capture);
    }

    /**
     * Lets a capture end at another time, later or earlier.
     *
     * @throws LecternException with {@code CONFLICT} if it has ended, or if the next lecture in the room
     *     begins before; {@code INVALID_REQUEST} if that time is over or more than a day away
     */
    @Transactional
    public CaptureDetail extend(UUID captureId, Instant endsAt) {
        CaptureEntity capture = captures.locked(captureId).orElseThrow(() -> notFound("capture"));
        if (capture.state != CaptureState.REQUESTED && capture.state != CaptureState.RECORDING) {
            throw new LecternException(ErrorCode.CONFLICT, "This recording has ended. Start a new one.");
        }
        until(capture, endsAt);
        return details.of(capture);
    }

    private void until(CaptureEntity capture, Instant endsAt) {
        Instant now = clock.instant();
        if (!endsAt.isAfter(now) || endsAt.isAfter(now.plus(LONGEST))) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "A recording ends at a time to come, within the next 24 hours.");
        }
        if (capture.roomId != null) {
            beginnings.requireFree(capture.roomId, capture.id, endsAt);
        }
        capture.plannedUntil = endsAt;
        for (UUID agentId : recorders.told(capture)) {
            commands.add(agentId, sequence -> new ServerMessage.Extend(sequence, capture.id, endsAt));
            scheduleChanged.fire(new ScheduleChanged(agentId));
        }
    }

    /** One capture. */
    @Transactional
    public CaptureDetail detail(UUID captureId) {
        return details.of(captures.findByIdOptional(captureId).orElseThrow(() -> notFound("capture")));
    }

    /** The captures that are not complete yet, oldest first. */
    @Transactional
    public List<CaptureDetail> open() {
        return captures.open().stream().map(details::of).toList();
    }

    /** The captures of a lecture, oldest first. */
    @Transactional
    public List<CaptureDetail> ofLecture(UUID lectureId) {
        return captures.ofLecture(lectureId).stream().map(details::of).toList();
    }

    private static LecternException notFound(String what) {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such %s.".formatted(what));
    }
}
