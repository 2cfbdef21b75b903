package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedEventRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;

/**
 * Changes or cancels a lecture and those that follow it: the series ends before it, and what follows is
 * a series of its own. Each call is one transaction; errors are those of {@link Schedule}.
 */
@ApplicationScoped
public class Following {
    private final Schedule schedule;
    private final Expansion expansion;
    private final PlannedEventRepository events;
    private final PlannedLectureRepository lectures;
    private final CaptureRepository captures;
    private final Clock clock;

    Following(
            Schedule schedule,
            Expansion expansion,
            PlannedEventRepository events,
            PlannedLectureRepository lectures,
            CaptureRepository captures,
            Clock clock) {
        this.schedule = schedule;
        this.expansion = expansion;
        this.events = events;
        this.lectures = lectures;
        this.captures = captures;
        this.clock = clock;
    }

    /**
     * Changes a lecture and those that follow. Lectures that stay on their days keep their ids, and what was
     * cancelled stays so.
     *
     * @param plan the series from this lecture on; a rule that is the whole series' is shortened to its rest
     * @return the event that they are of now
     */
    @Transactional
    public UUID change(UUID lectureId, EventPlan plan) {
        PlannedLectureEntity first = schedule.notBegun(lectureId, "Extend it or stop it on the page of its room.");
        PlannedEventEntity event = schedule.event(first.eventId);
        LocalDateTime slot = first.slotLocal;
        if (isFirst(event, slot)) {
            schedule.change(event.id, plan);
            return event.id;
        }
        var next = new PlannedEventEntity();
        next.id = UUID.randomUUID();
        next.createdAt = clock.instant();
        schedule.fill(next, plan);
        next.rrule = rest(event, next.rrule, slot);
        next.exdates = from(plan.exdates(), slot.toLocalDate().atStartOfDay());
        next.rdates = from(plan.rdates(), slot.toLocalDate().atStartOfDay());
        events.persist(next);
        UUID room = event.roomId;
        lectures.ofEvent(event.id).stream()
                .filter(row -> !row.slotLocal.isBefore(slot) && captures.findById(row.id) == null)
                .forEach(row -> row.eventId = next.id);
        cut(event, slot);
        lectures.flush();
        expansion.apply(event);
        expansion.apply(next);
        schedule.tell(room);
        schedule.tell(next.roomId);
        return next.id;
    }

    /** Cancels a lecture and those that follow. */
    @Transactional
    public void cancel(UUID lectureId) {
        PlannedLectureEntity first = schedule.notBegun(lectureId, "Stop it on the page of its room.");
        PlannedEventEntity event = schedule.event(first.eventId);
        if (isFirst(event, first.slotLocal)) {
            schedule.cancelAll(event.id);
            return;
        }
        cut(event, first.slotLocal);
        expansion.apply(event);
        schedule.tell(event.roomId);
    }

    private boolean isFirst(PlannedEventEntity event, LocalDateTime slot) {
        return lectures.ofEvent(event.id).stream().noneMatch(row -> row.slotLocal.isBefore(slot));
    }

    private static @Nullable String rest(PlannedEventEntity event, @Nullable String wanted, LocalDateTime slot) {
        return wanted == null || !wanted.equals(event.rrule)
                ? wanted
                : Recurrence.rest(wanted, event.startsLocal, slot, ZoneId.of(event.zone));
    }

    private static void cut(PlannedEventEntity event, LocalDateTime slot) {
        if (event.rrule != null) {
            event.rrule = Recurrence.endingBefore(event.rrule, slot, ZoneId.of(event.zone));
        }
        event.exdates = event.exdates.stream().filter(one -> one.isBefore(slot)).toList();
        event.rdates = event.rdates.stream().filter(one -> one.isBefore(slot)).toList();
    }

    private static List<LocalDateTime> from(List<LocalDateTime> times, LocalDateTime day) {
        return times.stream()
                .filter(one -> !one.isBefore(day))
                .sorted()
                .distinct()
                .toList();
    }
}
