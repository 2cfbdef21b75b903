package org.lectern.catalogue.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a term as a file tells it, or why it cannot be understood.
 *
 * @param line where it begins in the file, from 1
 * @param title null if it was not understood that far
 * @param event null if the line is wrong
 * @param problem what is wrong and what to do; null if the line is right
 */
record TermLine(
        int line,
        @Nullable String title,
        @Nullable Event event,
        @Nullable String problem) {
    static TermLine right(int line, Event event) {
        return new TermLine(line, event.title(), event, null);
    }

    static TermLine wrong(int line, @Nullable String title, String problem) {
        return new TermLine(line, title, null, problem);
    }

    /**
     * An event; rooms and courses by the names of people.
     *
     * @param key by what the same event is found again in a later import
     * @param courseCode null for none
     * @param changes lectures of it that differ from the rule
     * @param cancelled whether it is no longer held
     */
    record Event(
            String key,
            String room,
            @Nullable String courseCode,
            String title,
            ZoneId zone,
            LocalDateTime startsAt,
            Duration duration,
            @Nullable String rrule,
            List<LocalDateTime> exdates,
            List<LocalDateTime> rdates,
            @Nullable Duration leadIn,
            @Nullable Duration leadOut,
            List<Change> changes,
            boolean cancelled) {
        /** An event that is to be found again and cancelled, of which nothing else is known. */
        static Event cancelled(String key, String title, ZoneId zone) {
            return new Event(
                    key,
                    "",
                    null,
                    title,
                    zone,
                    LocalDateTime.MIN,
                    Duration.ZERO,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    List.of(),
                    true);
        }
    }

    /** One lecture that is elsewhere than its rule puts it ({@code slot}), or cancelled. */
    record Change(
            int line,
            LocalDateTime slot,
            LocalDateTime startsAt,
            LocalDateTime endsAt,
            @Nullable String title,
            boolean cancelled) {}
}
