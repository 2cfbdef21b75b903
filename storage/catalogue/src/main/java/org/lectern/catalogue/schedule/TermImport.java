package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.model.LecternException;

/**
 * Imports a term: all of a file or nothing, and the same file again changes nothing. A dry run does the
 * same in a transaction that is taken back, so that it finds every conflict too, also between two lines.
 */
@ApplicationScoped
public class TermImport {
    private final Schedule schedule;
    private final RoomRepository rooms;
    private final CourseRepository courses;
    private final PlannedLectureRepository lectures;
    private final TransactionManager transactions;

    TermImport(
            Schedule schedule,
            RoomRepository rooms,
            CourseRepository courses,
            PlannedLectureRepository lectures,
            TransactionManager transactions) {
        this.schedule = schedule;
        this.rooms = rooms;
        this.courses = courses;
        this.lectures = lectures;
        this.transactions = transactions;
    }

    /** What a file is. */
    public enum Format {
        CSV,
        ICAL
    }

    /**
     * Imports a file.
     *
     * @param zone of times that do not name theirs
     * @param dryRun whether to tell only what would happen
     * @return what became of each event; if one is wrong, nothing was changed
     */
    @Transactional
    public ImportReport run(Format format, String text, ZoneId zone, boolean dryRun) {
        List<TermLine> lines = switch (format) {
            case CSV -> CsvTerm.read(text, zone);
            case ICAL -> ICalTerm.read(text, zone);
        };
        // Two imports at once lock the rooms in the same order.
        rooms.byName().forEach(room -> rooms.locked(room.id));
        Map<String, Integer> seen = new HashMap<>();
        List<ImportReport.Line> report = new ArrayList<>();
        for (TermLine line : lines) {
            report.add(imported(line, seen));
        }
        var result = ImportReport.of(dryRun, report);
        if (!result.applied()) {
            takeBack();
        }
        return result;
    }

    private ImportReport.Line imported(TermLine line, Map<String, Integer> seen) {
        TermLine.Event event = line.event();
        if (event == null) {
            return wrong(line, String.valueOf(line.problem()));
        }
        Integer before = seen.putIfAbsent(event.key(), line.line());
        if (before != null) {
            return wrong(line, "It is the same as line %d. Take one of them out.".formatted(before));
        }
        try {
            return new ImportReport.Line(line.line(), event.title(), apply(event), null);
        } catch (LecternException e) {
            return wrong(line, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return wrong(line, String.valueOf(e.getMessage()));
        }
    }

    private ImportReport.Outcome apply(TermLine.Event event) {
        Optional<UUID> known = schedule.imported(event.key());
        if (event.cancelled()) {
            if (known.isEmpty() || schedule.isOver(known.get())) {
                return ImportReport.Outcome.UNCHANGED;
            }
            schedule.cancelAll(known.get());
            return ImportReport.Outcome.CANCELLED;
        }
        EventPlan plan = plan(event);
        if (known.isEmpty()) {
            change(schedule.plan(plan, event.key()), event);
            return ImportReport.Outcome.CREATED;
        }
        boolean same = schedule.isAs(known.get(), plan);
        if (!same) {
            schedule.change(known.get(), plan);
        }
        boolean changed = change(known.get(), event);
        return same && !changed ? ImportReport.Outcome.UNCHANGED : ImportReport.Outcome.CHANGED;
    }

    /** Moves and cancels single lectures of a series; whether anything changed. What has begun is left alone. */
    private boolean change(UUID eventId, TermLine.Event event) {
        boolean changed = false;
        for (TermLine.Change wanted : event.changes()) {
            PlannedLectureEntity row = lectures.ofEvent(eventId).stream()
                    .filter(one -> one.slotLocal.equals(wanted.slot()))
                    .findFirst()
                    .orElse(null);
            if (row == null || row.startsAt.isBefore(schedule.now())) {
                continue;
            }
            if (wanted.cancelled()) {
                changed |= !row.cancelled;
                schedule.cancel(row.id);
            } else if (!isAt(row, wanted, event.zone())) {
                changed = true;
                schedule.move(row.id, wanted.startsAt(), wanted.endsAt(), wanted.title());
            }
        }
        return changed;
    }

    private static boolean isAt(PlannedLectureEntity row, TermLine.Change wanted, ZoneId zone) {
        return !row.cancelled
                && row.startsAt.equals(wanted.startsAt().atZone(zone).toInstant())
                && row.endsAt.equals(wanted.endsAt().atZone(zone).toInstant());
    }

    private EventPlan plan(TermLine.Event event) {
        RoomEntity room = rooms.find("lower(name) = lower(?1)", event.room())
                .firstResultOptional()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no room %s. Add it under Manage, or correct the name; there are: %s."
                                .formatted(event.room(), roomNames())));
        return new EventPlan(
                room.id,
                course(event.courseCode()),
                event.title(),
                event.zone(),
                event.startsAt(),
                event.duration(),
                event.rrule(),
                event.exdates(),
                event.rdates(),
                event.leadIn(),
                event.leadOut());
    }

    private String roomNames() {
        return String.join(
                ", ", rooms.byName().stream().limit(8).map(room -> room.name).toList());
    }

    private @Nullable UUID course(@Nullable String code) {
        return code == null
                ? null
                : courses.find("lower(code) = lower(?1)", code)
                        .firstResultOptional()
                        .map(course -> course.id)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no course %s. Add it under Manage, or correct the code.".formatted(code)));
    }

    private static ImportReport.Line wrong(TermLine line, String problem) {
        return new ImportReport.Line(line.line(), line.title(), ImportReport.Outcome.WRONG, problem);
    }

    private void takeBack() {
        try {
            transactions.setRollbackOnly();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }
}
