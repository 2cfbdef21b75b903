package org.lectern.catalogue.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.model.LecternException;

/**
 * Reads a term from iCalendar (RFC 5545): each VEVENT is a lecture or a series; one with a RECURRENCE-ID
 * is a change to a lecture of its series. SUMMARY is the title, LOCATION the room, CATEGORIES the course
 * code. Pure.
 */
final class ICalTerm {
    private ICalTerm() {}

    /** The events of a file, with the lines where they begin. */
    static List<TermLine> read(String text, ZoneId defaultZone) {
        List<ICalLines.Component> components = ICalLines.events(text);
        if (components.isEmpty()) {
            return List.of(TermLine.wrong(
                    1, null, "There is no event in it. It is to be an iCalendar file with BEGIN:VEVENT."));
        }
        List<TermLine> lines = new ArrayList<>();
        Map<String, Integer> series = new HashMap<>();
        for (ICalLines.Component component : components) {
            if (!component.has("RECURRENCE-ID")) {
                try {
                    TermLine.Event event = isCancelled(component)
                            ? TermLine.Event.cancelled(key(component), title(component), defaultZone)
                            : event(component, defaultZone);
                    series.put(event.key(), lines.size());
                    lines.add(TermLine.right(component.line(), event));
                } catch (DateTimeException | IllegalArgumentException | LecternException e) {
                    lines.add(wrong(component, String.valueOf(e.getMessage())));
                }
            }
        }
        components.stream()
                .filter(component -> component.has("RECURRENCE-ID"))
                .forEach(component -> addChange(component, lines, series));
        lines.sort(Comparator.comparingInt(TermLine::line));
        return lines;
    }

    private static void addChange(ICalLines.Component component, List<TermLine> lines, Map<String, Integer> series) {
        Integer at = series.get(key(component));
        TermLine.Event event = at == null ? null : lines.get(at).event();
        if (at == null || event == null) {
            lines.add(wrong(
                    component, "It changes a lecture of a series that is not in this file. Export the whole series."));
            return;
        }
        if (event.cancelled()) {
            return;
        }
        try {
            List<TermLine.Change> changes = new ArrayList<>(event.changes());
            changes.add(change(component, event.zone()));
            lines.set(at, TermLine.right(lines.get(at).line(), with(event, changes)));
        } catch (DateTimeException | IllegalArgumentException e) {
            lines.add(wrong(component, String.valueOf(e.getMessage())));
        }
    }

    private static String title(ICalLines.Component component) {
        String title = component.text("SUMMARY");
        return title == null ? "A lecture that is cancelled" : title;
    }

    private static boolean isCancelled(ICalLines.Component component) {
        return "CANCELLED".equalsIgnoreCase(component.text("STATUS"));
    }

    private static TermLine wrong(ICalLines.Component component, String problem) {
        return TermLine.wrong(component.line(), component.text("SUMMARY"), problem);
    }

    private static TermLine.Event with(TermLine.Event event, List<TermLine.Change> changes) {
        return new TermLine.Event(
                event.key(),
                event.room(),
                event.courseCode(),
                event.title(),
                event.zone(),
                event.startsAt(),
                event.duration(),
                event.rrule(),
                event.exdates(),
                event.rdates(),
                event.leadIn(),
                event.leadOut(),
                List.copyOf(changes),
                false);
    }

    private static TermLine.Event event(ICalLines.Component component, ZoneId defaultZone) {
        ZoneId zone = zone(component, defaultZone);
        String rrule = component.text("RRULE");
        if (rrule != null) {
            Recurrence.parse(rrule, zone);
        }
        String course = component.text("CATEGORIES");
        LocalDateTime start = component.time("DTSTART", zone);
        return new TermLine.Event(
                key(component),
                needed(component, "LOCATION", "the room"),
                course,
                needed(component, "SUMMARY", "the title"),
                zone,
                start,
                duration(component, zone),
                rrule,
                component.times("EXDATE", zone, start.toLocalTime()),
                component.times("RDATE", zone, start.toLocalTime()),
                null,
                null,
                List.of(),
                false);
    }

    private static TermLine.Change change(ICalLines.Component component, ZoneId zone) {
        LocalDateTime slot = component.time("RECURRENCE-ID", zone);
        if (isCancelled(component)) {
            // Its times say nothing any more, and may be missing.
            return new TermLine.Change(component.line(), slot, slot, slot, null, true);
        }
        LocalDateTime start = component.time("DTSTART", zone);
        return new TermLine.Change(
                component.line(), slot, start, start.plus(duration(component, zone)), component.text("SUMMARY"), false);
    }

    private static Duration duration(ICalLines.Component component, ZoneId zone) {
        String duration = component.text("DURATION");
        if (duration != null) {
            return Duration.parse(duration.toUpperCase(Locale.ROOT));
        }
        if (!component.has("DTEND")) {
            throw wrong("It has no end. Add DTEND or DURATION.");
        }
        Duration between = Duration.between(
                component.time("DTSTART", zone).atZone(zone),
                component.time("DTEND", zone).atZone(zone));
        if (between.isZero() || between.isNegative()) {
            throw wrong("It ends before it begins. Correct DTSTART or DTEND.");
        }
        return between;
    }

    private static ZoneId zone(ICalLines.Component component, ZoneId defaultZone) {
        return component.zone("DTSTART", defaultZone);
    }

    private static String key(ICalLines.Component component) {
        return "ical:" + needed(component, "UID", "by what it is found again");
    }

    private static String needed(ICalLines.Component component, String name, String what) {
        @Nullable String value = component.text(name);
        if (value == null) {
            throw wrong("It has no %s (%s). Add it.".formatted(name, what));
        }
        return value;
    }

    private static IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(problem);
    }
}
