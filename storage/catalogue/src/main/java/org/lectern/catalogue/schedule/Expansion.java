package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;

/**
 * Keeps the lectures of an event true to its rule. A lecture that has begun stays as it is; one that
 * stays in the rule, or on its day, keeps its ids. Works in the caller's transaction.
 */
@ApplicationScoped
class Expansion {
    private final PlannedLectureRepository lectures;
    private final RoomSchedule schedule;
    private final Conflicts conflicts;
    private final ScheduleConfig config;
    private final Clock clock;

    Expansion(
            PlannedLectureRepository lectures,
            RoomSchedule schedule,
            Conflicts conflicts,
            ScheduleConfig config,
            Clock clock) {
        this.lectures = lectures;
        this.schedule = schedule;
        this.conflicts = conflicts;
        this.config = config;
        this.clock = clock;
    }

    /** Plans what the rule gives up to the horizon; throws as {@link Recurrence} and {@link Conflicts} do. */
    void apply(PlannedEventEntity event) {
        Instant now = clock.instant();
        ZoneId zone = ZoneId.of(event.zone);
        List<LocalDateTime> missing = new ArrayList<>(Recurrence.expand(
                event.startsLocal, event.rrule, new HashSet<>(event.exdates), zone, now.plus(config.horizon())));
        event.rdates.stream()
                .filter(slot -> !missing.contains(slot) && !event.exdates.contains(slot))
                .forEach(missing::add);
        List<PlannedLectureEntity> known = new ArrayList<>(lectures.ofEvent(event.id));
        Map<UUID, CaptureEntity> begun = schedule.captures(known);
        known.removeIf(row -> {
            boolean past = begun.containsKey(row.id) || !row.startsAt.isAfter(now);
            return past && (missing.remove(row.slotLocal) || true);
        });
        List<PlannedLectureEntity> planned = new ArrayList<>();
        for (Iterator<PlannedLectureEntity> rows = known.iterator(); rows.hasNext(); ) {
            PlannedLectureEntity row = rows.next();
            if (missing.remove(row.slotLocal)) {
                rows.remove();
                planned.add(placed(row, event, row.slotLocal, !row.moved));
            }
        }
        for (Iterator<PlannedLectureEntity> rows = known.iterator(); rows.hasNext(); ) {
            PlannedLectureEntity row = rows.next();
            missing.stream()
                    .filter(slot -> slot.toLocalDate().equals(row.slotLocal.toLocalDate()))
                    .findFirst()
                    .ifPresent(slot -> {
                        missing.remove(slot);
                        rows.remove();
                        row.moved = false;
                        planned.add(placed(row, event, slot, true));
                    });
        }
        known.forEach(lectures::delete);
        lectures.flush();
        Set<PlannedLectureEntity> fresh = new HashSet<>();
        for (LocalDateTime slot : missing) {
            var row = new PlannedLectureEntity();
            row.id = UUID.randomUUID();
            row.lectureId = UUID.randomUUID();
            row.eventId = event.id;
            placed(row, event, slot, true);
            if (row.endsAt.isAfter(now)) {
                fresh.add(row);
                planned.add(row);
            }
        }
        conflicts.require(event, planned);
        fresh.forEach(lectures::persist);
        lectures.flush();
    }

    private static PlannedLectureEntity placed(
            PlannedLectureEntity row, PlannedEventEntity event, LocalDateTime slot, boolean byRule) {
        row.roomId = event.roomId;
        row.slotLocal = slot;
        if (byRule) {
            row.startsAt = slot.atZone(ZoneId.of(event.zone)).toInstant();
            row.endsAt = row.startsAt.plus(Duration.ofSeconds(event.durationSeconds));
        }
        return row;
    }
}
