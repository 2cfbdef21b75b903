package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedEventRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.entity.RoomStandbyRepository;
import org.lectern.catalogue.lecture.CourseInfo;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.RoomConfig;

/** Reads the schedule, for people and for agents. Each call is one transaction. */
@ApplicationScoped
public class ScheduleReader {
    private static final Duration LONGEST_RANGE = Duration.ofDays(62);
    private static final Duration AGENT_BEHIND = Duration.ofDays(1);
    private static final Duration AGENT_AHEAD = Duration.ofDays(21);

    private final RoomSchedule schedule;
    private final PlannedEventRepository events;
    private final PlannedLectureRepository lectures;
    private final RoomRepository rooms;
    private final RoomStandbyRepository standbys;
    private final DeviceRepository devices;
    private final CourseRepository courses;
    private final Clock clock;

    ScheduleReader(
            RoomSchedule schedule,
            PlannedEventRepository events,
            PlannedLectureRepository lectures,
            RoomRepository rooms,
            RoomStandbyRepository standbys,
            DeviceRepository devices,
            CourseRepository courses,
            Clock clock) {
        this.schedule = schedule;
        this.events = events;
        this.lectures = lectures;
        this.rooms = rooms;
        this.standbys = standbys;
        this.devices = devices;
        this.courses = courses;
        this.clock = clock;
    }

    /**
     * The lectures of a time, cancelled ones too, by start.
     *
     * @param roomId null for all rooms
     * @throws LecternException with {@code INVALID_REQUEST} if the time is longer than 62 days
     */
    @Transactional
    public List<PlannedLecture> list(@Nullable UUID roomId, Instant from, Instant until) {
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST_RANGE) > 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "Ask for a time of at most 62 days, with from before until.");
        }
        List<PlannedLecture> found = new ArrayList<>();
        List<RoomEntity> asked = roomId == null
                ? rooms.byName()
                : rooms.findByIdOptional(roomId).stream().toList();
        for (RoomEntity room : asked) {
            schedule.entries(room.id, from, until).forEach(entry -> found.add(lecture(entry, room)));
            lectures.ofRoom(room.id, from, until).stream()
                    .filter(row -> row.cancelled)
                    .forEach(row -> found.add(lecture(cancelled(row), room)));
        }
        found.sort(Comparator.comparing(PlannedLecture::startsAt).thenComparing(PlannedLecture::room));
        return found;
    }

    /** One planned lecture. */
    @Transactional
    public PlannedLecture lecture(UUID id) {
        PlannedLectureEntity row = lectures.findByIdOptional(id).orElseThrow(() -> missing("planned lecture"));
        RoomEntity room = rooms.findById(row.roomId);
        return schedule.entries(row.roomId, row.startsAt, row.endsAt).stream()
                .filter(entry -> entry.lecture().id.equals(id))
                .findFirst()
                .map(entry -> lecture(entry, room))
                .orElseGet(() -> lecture(cancelled(row), room));
    }

    /** One planned event. */
    @Transactional
    public PlannedEvent event(UUID id) {
        PlannedEventEntity event = events.findByIdOptional(id).orElseThrow(() -> missing("planned event"));
        return new PlannedEvent(
                event.id,
                event.roomId,
                rooms.findById(event.roomId).name,
                course(event.courseId),
                event.title,
                event.zone,
                event.startsLocal,
                event.durationSeconds / 60,
                event.rrule,
                event.exdates,
                event.rdates,
                minutes(event.leadInSeconds),
                minutes(event.leadOutSeconds),
                event.ended);
    }

    /** What an agent has to record by the clock, from a day ago to three weeks ahead; what was stopped is over. */
    @Transactional
    public List<PlannedCapture> of(UUID agentId) {
        Instant now = clock.instant();
        List<PlannedCapture> planned = new ArrayList<>();
        List<RoomEntity> served = new ArrayList<>(rooms.ofAgent(agentId));
        served.addAll(rooms.standbyOf(agentId));
        for (RoomEntity room : served) {
            RoomConfig config = devices.configFor(agentId, room);
            for (RoomSchedule.Entry entry : schedule.entries(room.id, now.minus(AGENT_BEHIND), now.plus(AGENT_AHEAD))) {
                if (entry.capture() == null
                        || entry.capture().state == CaptureState.REQUESTED
                        || entry.capture().state == CaptureState.RECORDING) {
                    planned.add(new PlannedCapture(
                            entry.lecture().id,
                            entry.lecture().lectureId,
                            entry.title(),
                            config,
                            entry.from(),
                            entry.until()));
                }
            }
        }
        planned.sort(Comparator.comparing(PlannedCapture::startsAt));
        return planned;
    }

    /** The agents that serve a room, or stand by in one. */
    @Transactional
    public List<UUID> agents() {
        return rooms.byName().stream()
                .flatMap(room -> standbys.recordersOf(room).stream())
                .distinct()
                .toList();
    }

    private RoomSchedule.Entry cancelled(PlannedLectureEntity row) {
        return new RoomSchedule.Entry(row, events.findById(row.eventId), row.startsAt, row.endsAt, null);
    }

    private PlannedLecture lecture(RoomSchedule.Entry entry, RoomEntity room) {
        PlannedLectureEntity row = entry.lecture();
        PlannedEventEntity event = entry.event();
        return new PlannedLecture(
                row.id,
                event.id,
                row.lectureId,
                row.roomId,
                room.name,
                course(event.courseId),
                entry.title(),
                row.startsAt,
                row.endsAt,
                entry.from(),
                entry.until(),
                event.zone,
                event.rrule != null || !event.rdates.isEmpty(),
                row.moved,
                state(entry));
    }

    private PlannedLecture.State state(RoomSchedule.Entry entry) {
        CaptureEntity capture = entry.capture();
        if (capture != null) {
            return switch (capture.state) {
                // What its agent would not begin is not recorded; it may be yet.
                case REQUESTED ->
                    capture.refusal == null ? PlannedLecture.State.RECORDING : PlannedLecture.State.PLANNED;
                case RECORDING, STOPPING -> PlannedLecture.State.RECORDING;
                case UPLOADING, COMPLETE -> PlannedLecture.State.RECORDED;
                case FAILED -> PlannedLecture.State.MISSED;
            };
        }
        if (entry.lecture().cancelled) {
            return PlannedLecture.State.CANCELLED;
        }
        return entry.until().isAfter(clock.instant()) ? PlannedLecture.State.PLANNED : PlannedLecture.State.MISSED;
    }

    private @Nullable CourseInfo course(@Nullable UUID id) {
        return id == null
                ? null
                : courses.findByIdOptional(id)
                        .map(course -> new CourseInfo(course.id, course.code, course.title, course.language))
                        .orElse(null);
    }

    private static @Nullable Integer minutes(@Nullable Integer seconds) {
        return seconds == null ? null : seconds / 60;
    }

    private static LecternException missing(String what) {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such %s.".formatted(what));
    }
}
