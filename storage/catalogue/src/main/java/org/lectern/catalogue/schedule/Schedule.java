package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedEventRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.entity.RoomStandbyRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Plans, changes and cancels lectures. Each call is one transaction, or part of the caller's; what is
 * missing is {@code NOT_FOUND}, two lectures in a room at once are a {@code CONFLICT}.
 */
@ApplicationScoped
public class Schedule {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration MOST_MARGIN = Duration.ofHours(2);

    private final PlannedEventRepository events;
    private final PlannedLectureRepository lectures;
    private final RoomRepository rooms;
    private final RoomStandbyRepository standbys;
    private final CourseRepository courses;
    private final CaptureRepository captures;
    private final Expansion expansion;
    private final Conflicts conflicts;
    private final Event<ScheduleChanged> changed;
    private final Clock clock;

    Schedule(
            PlannedEventRepository events,
            PlannedLectureRepository lectures,
            RoomRepository rooms,
            RoomStandbyRepository standbys,
            CourseRepository courses,
            CaptureRepository captures,
            Expansion expansion,
            Conflicts conflicts,
            Event<ScheduleChanged> changed,
            Clock clock) {
        this.events = events;
        this.lectures = lectures;
        this.rooms = rooms;
        this.standbys = standbys;
        this.courses = courses;
        this.captures = captures;
        this.expansion = expansion;
        this.conflicts = conflicts;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Plans an event and its lectures.
     *
     * @param sourceKey by what an import finds it again, null for one that a person planned
     * @return its id
     */
    @Transactional
    public UUID plan(EventPlan plan, @Nullable String sourceKey) {
        var event = new PlannedEventEntity();
        event.id = UUID.randomUUID();
        event.sourceKey = sourceKey;
        event.createdAt = clock.instant();
        fill(event, plan);
        events.persist(event);
        expansion.apply(event);
        tell(plan.roomId());
        return event.id;
    }

    /** Changes an event; lectures of it that have begun stay as they are. */
    @Transactional
    public void change(UUID eventId, EventPlan plan) {
        PlannedEventEntity event = event(eventId);
        UUID before = event.roomId;
        fill(event, plan);
        expansion.apply(event);
        tell(before);
        if (!before.equals(plan.roomId())) {
            tell(plan.roomId());
        }
    }

    /** Cancels an event: what has not begun is no longer planned. Idempotent. */
    @Transactional
    public void cancelAll(UUID eventId) {
        PlannedEventEntity event = event(eventId);
        Instant now = clock.instant();
        for (PlannedLectureEntity row : lectures.ofEvent(eventId)) {
            if (row.startsAt.isAfter(now) && captures.findById(row.id) == null) {
                lectures.delete(row);
            } else if (row.endsAt.isAfter(now) && captures.findById(row.id) == null) {
                row.cancelled = true;
            }
        }
        event.ended = true;
        lectures.flush();
        if (lectures.count("eventId", eventId) == 0) {
            events.delete(event);
        }
        tell(event.roomId);
    }

    /**
     * Moves one lecture.
     *
     * @param startsAt wall time of the event's zone
     * @param title null to keep it
     */
    @Transactional
    public void move(UUID id, LocalDateTime startsAt, LocalDateTime endsAt, @Nullable String title) {
        PlannedLectureEntity row = notBegun(id, "Extend it or stop it on the page of its room instead.");
        PlannedEventEntity event = event(row.eventId);
        rooms.locked(row.roomId);
        ZoneId zone = ZoneId.of(event.zone);
        Instant start = startsAt.atZone(zone).toInstant();
        Instant end = endsAt.atZone(zone).toInstant();
        requireDuration(Duration.between(start, end));
        if (!end.isAfter(clock.instant())) {
            throw invalid("That time is over already. Choose one to come.");
        }
        row.moved = row.moved || !start.equals(row.startsAt) || !end.equals(row.endsAt);
        row.startsAt = start;
        row.endsAt = end;
        row.cancelled = false;
        if (title != null && !title.isBlank()) {
            row.title = title.strip().equals(event.title) ? null : title.strip();
        }
        conflicts.require(event, List.of(row));
        tell(row.roomId);
    }

    /** Cancels one lecture. Idempotent. */
    @Transactional
    public void cancel(UUID id) {
        PlannedLectureEntity row = notBegun(id, "Stop it on the page of its room instead.");
        row.cancelled = true;
        tell(row.roomId);
    }

    /** Plans one lecture again that was cancelled. Idempotent. */
    @Transactional
    public void restore(UUID id) {
        PlannedLectureEntity row = lecture(id);
        rooms.locked(row.roomId);
        row.cancelled = false;
        conflicts.require(event(row.eventId), List.of(row));
        tell(row.roomId);
    }

    /** Plans what has come within the horizon since; what cannot be is left out and told. */
    @Transactional
    public void grow(UUID eventId) {
        PlannedEventEntity event = event(eventId);
        rooms.locked(event.roomId);
        expansion.apply(event);
        tell(event.roomId);
    }

    /** The series that may still grow. */
    @Transactional
    public List<UUID> growing() {
        return events.growing().stream().map(event -> event.id).toList();
    }

    Instant now() {
        return clock.instant();
    }

    /** The event that an import made under this key. */
    Optional<UUID> imported(String sourceKey) {
        return events.bySource(sourceKey).map(event -> event.id);
    }

    /** Whether an event is already as a plan wants it. */
    boolean isAs(UUID eventId, EventPlan plan) {
        var wanted = new PlannedEventEntity();
        PlannedEventEntity event = event(eventId);
        put(wanted, plan);
        return !event.ended
                && event.roomId.equals(wanted.roomId)
                && java.util.Objects.equals(event.courseId, wanted.courseId)
                && event.title.equals(wanted.title)
                && event.zone.equals(wanted.zone)
                && event.startsLocal.equals(wanted.startsLocal)
                && event.durationSeconds == wanted.durationSeconds
                && java.util.Objects.equals(event.rrule, wanted.rrule)
                && event.exdates.equals(wanted.exdates)
                && event.rdates.equals(wanted.rdates)
                && java.util.Objects.equals(event.leadInSeconds, wanted.leadInSeconds)
                && java.util.Objects.equals(event.leadOutSeconds, wanted.leadOutSeconds);
    }

    /** Whether nothing more is planned of an event. */
    boolean isOver(UUID eventId) {
        return event(eventId).ended;
    }

    void fill(PlannedEventEntity event, EventPlan plan) {
        // The room's row is the lock on its schedule.
        if (rooms.locked(plan.roomId()).isEmpty()) {
            throw missing("room");
        }
        if (plan.courseId() != null && courses.findById(plan.courseId()) == null) {
            throw missing("course");
        }
        requireDuration(plan.duration());
        requireMargin(plan.leadIn());
        requireMargin(plan.leadOut());
        put(event, plan);
    }

    private static void put(PlannedEventEntity event, EventPlan plan) {
        event.roomId = plan.roomId();
        event.courseId = plan.courseId();
        event.title = plan.title().strip();
        event.zone = plan.zone().getId();
        event.startsLocal = plan.startsAt();
        event.durationSeconds = (int) plan.duration().toSeconds();
        event.rrule = plan.rrule() == null || plan.rrule().isBlank()
                ? null
                : plan.rrule().strip();
        event.exdates = plan.exdates().stream().sorted().distinct().toList();
        event.rdates = plan.rdates().stream().sorted().distinct().toList();
        event.leadInSeconds = plan.leadIn() == null ? null : (int) plan.leadIn().toSeconds();
        event.leadOutSeconds =
                plan.leadOut() == null ? null : (int) plan.leadOut().toSeconds();
        event.ended = false;
    }

    private static void requireDuration(Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw invalid("A lecture lasts from 1 minute to 24 hours; its end comes after its start.");
        }
    }

    private static void requireMargin(@Nullable Duration margin) {
        if (margin != null && (margin.isNegative() || margin.compareTo(MOST_MARGIN) > 0)) {
            throw invalid("A margin is from 0 to 120 minutes.");
        }
    }

    void tell(UUID roomId) {
        RoomEntity room = rooms.findById(roomId);
        if (room != null) {
            standbys.recordersOf(room).forEach(agentId -> changed.fire(new ScheduleChanged(agentId)));
        }
    }

    PlannedLectureEntity notBegun(UUID id, String instead) {
        PlannedLectureEntity row = lecture(id);
        if (captures.findById(id) != null) {
            throw new LecternException(ErrorCode.CONFLICT, "This lecture has begun already. " + instead);
        }
        return row;
    }

    private PlannedLectureEntity lecture(UUID id) {
        return lectures.locked(id).orElseThrow(() -> missing("planned lecture"));
    }

    PlannedEventEntity event(UUID id) {
        return events.findByIdOptional(id).orElseThrow(() -> missing("planned event"));
    }

    private static LecternException missing(String what) {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such %s.".formatted(what));
    }

    private static LecternException invalid(String detail) {
        return new LecternException(ErrorCode.INVALID_REQUEST, detail);
    }
}
