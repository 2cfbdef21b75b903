package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedEventRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;

/** When the captures of a room begin and end, with what has become of them. Works in the caller's transaction. */
@ApplicationScoped
public class RoomSchedule {
    /** A lecture further away than this does not touch the margins of another. */
    private static final Duration NEIGHBOURHOOD = Duration.ofDays(1);

    private final PlannedEventRepository events;
    private final PlannedLectureRepository lectures;
    private final CaptureRepository captures;
    private final ScheduleConfig config;

    RoomSchedule(
            PlannedEventRepository events,
            PlannedLectureRepository lectures,
            CaptureRepository captures,
            ScheduleConfig config) {
        this.events = events;
        this.lectures = lectures;
        this.captures = captures;
        this.config = config;
    }

    /**
     * One planned lecture.
     *
     * @param from when its capture begins, or was to
     * @param until when its capture ends; where it runs, what it was extended to
     * @param capture null if none is known
     */
    public record Entry(
            PlannedLectureEntity lecture,
            PlannedEventEntity event,
            Instant from,
            Instant until,
            @Nullable CaptureEntity capture) {
        /** The lecture's own title, or the series'. */
        public String title() {
            return lecture.title == null ? event.title : lecture.title;
        }
    }

    /** What is planned in a room between two times and not cancelled, by start; margins count. */
    @Transactional
    public List<Entry> entries(UUID roomId, Instant from, Instant until) {
        List<PlannedLectureEntity> rows =
                lectures.ofRoom(roomId, from.minus(NEIGHBOURHOOD), until.plus(NEIGHBOURHOOD)).stream()
                        .filter(row -> !row.cancelled)
                        .toList();
        Map<UUID, CaptureEntity> begun = captures(rows);
        List<Windows.Slot<PlannedLectureEntity>> slots =
                rows.stream().map(row -> slot(row, begun.get(row.id))).toList();
        return Windows.of(slots).stream()
                .map(window -> entry(window, begun.get(window.slot().of().id)))
                .filter(entry -> entry.until.isAfter(from) && entry.from.isBefore(until))
                .toList();
    }

    /** The title of a planned lecture. */
    public String titleOf(PlannedLectureEntity row) {
        return row.title == null ? event(row).title : row.title;
    }

    /** The course of a planned lecture, null for none. */
    public @Nullable UUID courseOf(PlannedLectureEntity row) {
        return event(row).courseId;
    }

    /** What has become of planned lectures. */
    Map<UUID, CaptureEntity> captures(List<PlannedLectureEntity> rows) {
        return rows.isEmpty()
                ? Map.of()
                : captures.list("id in ?1", rows.stream().map(row -> row.id).toList()).stream()
                        .collect(Collectors.toMap(capture -> capture.id, Function.identity()));
    }

    private Entry entry(Windows.Window<PlannedLectureEntity> window, @Nullable CaptureEntity capture) {
        PlannedLectureEntity row = window.slot().of();
        Instant extended = capture == null ? null : capture.plannedUntil;
        return new Entry(
                row, event(row), window.from(), Optional.ofNullable(extended).orElse(window.until()), capture);
    }

    private Windows.Slot<PlannedLectureEntity> slot(PlannedLectureEntity row, @Nullable CaptureEntity capture) {
        // Where a capture was extended, the next one's lead-in waits for it.
        Instant extended = capture == null ? null : capture.plannedUntil;
        Instant end = extended != null && extended.isAfter(row.endsAt) && capture != null && capture.state.isActive()
                ? extended
                : row.endsAt;
        return slot(row, event(row), end);
    }

    Windows.Slot<PlannedLectureEntity> slot(PlannedLectureEntity row, PlannedEventEntity event, Instant end) {
        return new Windows.Slot<>(
                row,
                row.startsAt,
                end,
                margin(event.leadInSeconds, config.leadIn()),
                margin(event.leadOutSeconds, config.leadOut()));
    }

    private static Duration margin(@Nullable Integer seconds, Duration otherwise) {
        return seconds == null ? otherwise : Duration.ofSeconds(seconds);
    }

    private PlannedEventEntity event(PlannedLectureEntity row) {
        return events.findById(row.eventId);
    }
}
