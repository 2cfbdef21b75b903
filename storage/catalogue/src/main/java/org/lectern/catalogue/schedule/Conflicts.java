package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.lectern.catalogue.entity.PlannedEventEntity;
import org.lectern.catalogue.entity.PlannedEventRepository;
import org.lectern.catalogue.entity.PlannedLectureEntity;
import org.lectern.catalogue.entity.PlannedLectureRepository;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Refuses lectures that are on in one room at the same time. Works in the caller's transaction. */
@ApplicationScoped
class Conflicts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final PlannedEventRepository events;
    private final PlannedLectureRepository lectures;
    private final RoomRepository rooms;
    private final RoomSchedule schedule;

    Conflicts(
            PlannedEventRepository events,
            PlannedLectureRepository lectures,
            RoomRepository rooms,
            RoomSchedule schedule) {
        this.events = events;
        this.lectures = lectures;
        this.rooms = rooms;
        this.schedule = schedule;
    }

    /**
     * Checks lectures of one event against each other and against the rest of the room. The room's row
     * is to be locked.
     *
     * @throws LecternException with {@code CONFLICT}, naming the other lecture and what to do
     */
    void require(PlannedEventEntity event, List<PlannedLectureEntity> wanted) {
        List<Windows.Slot<PlannedLectureEntity>> mine = wanted.stream()
                .filter(row -> !row.cancelled)
                .sorted(Comparator.comparing(row -> row.startsAt))
                .map(row -> schedule.slot(row, event, row.endsAt))
                .toList();
        if (mine.isEmpty()) {
            return;
        }
        Windows.clashWithin(mine).ifPresent(clash -> {
            throw refused("%s overlaps itself: %s and %s. Make the lectures shorter or the rule rarer."
                    .formatted(event.title, when(clash.mine(), event.zone), when(clash.other(), event.zone)));
        });
        Instant from = mine.getFirst().startsAt();
        Instant until = mine.stream()
                .map(Windows.Slot::endsAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<UUID> own = mine.stream().map(slot -> slot.of().id).toList();
        List<Windows.Slot<PlannedLectureEntity>> others = lectures.ofRoom(event.roomId, from, until).stream()
                .filter(row -> !row.cancelled && !own.contains(row.id))
                .map(row -> schedule.slot(row, events.findById(row.eventId), row.endsAt))
                .toList();
        Windows.clash(mine, others).ifPresent(clash -> {
            PlannedEventEntity other = events.findById(clash.other().of().eventId);
            String title = clash.other().of().title == null
                    ? other.title
                    : clash.other().of().title;
            throw refused(
                    "%s on %s overlaps %s in %s, %s (%s). Choose another time or room, or move or cancel the other one."
                            .formatted(
                                    event.title,
                                    when(clash.mine(), event.zone),
                                    title,
                                    rooms.findById(event.roomId).name,
                                    when(clash.other(), event.zone),
                                    event.zone));
        });
    }

    static String when(Windows.Slot<?> slot, String zone) {
        ZoneId at = ZoneId.of(zone);
        return DAY.format(slot.startsAt().atZone(at)) + "–"
                + TIME.format(slot.endsAt().atZone(at));
    }

    private static LecternException refused(String detail) {
        return new LecternException(ErrorCode.CONFLICT, detail);
    }
}
