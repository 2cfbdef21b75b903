package org.lectern.api.rehearsal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * When rooms rehearse by themselves. Pure.
 *
 * @param at time of day from which on each room rehearses once; null for never
 * @param zone in which it is meant
 * @param window for how long a room that is busy is asked again
 */
record RehearsalHours(@Nullable LocalTime at, ZoneId zone, Duration window) {
    private static final String OFF = "off";
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(23);

    /**
     * As the settings {@code lectern.rehearsal.at}, {@code .zone} and {@code .window} have it.
     *
     * @throws LecternException with {@code INVALID_REQUEST}, naming the setting that is wrong
     */
    static RehearsalHours of(String at, @Nullable String zone, Duration window, ZoneId otherwise) {
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw wrong("lectern.rehearsal.window is %s; write a time from PT5M to PT23H.".formatted(window));
        }
        return new RehearsalHours(OFF.equalsIgnoreCase(at.strip()) ? null : time(at), zone(zone, otherwise), window);
    }

    private static LocalTime time(String at) {
        try {
            return LocalTime.parse(at.strip());
        } catch (DateTimeException e) {
            throw wrong("lectern.rehearsal.at is \"%s\"; write a time of day like 05:00, or off.".formatted(at));
        }
    }

    private static ZoneId zone(@Nullable String zone, ZoneId otherwise) {
        try {
            return zone == null ? otherwise : ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw wrong("lectern.rehearsal.zone is \"%s\"; write a time zone like Europe/Berlin.".formatted(zone));
        }
    }

    private static LecternException wrong(String message) {
        return new LecternException(ErrorCode.INVALID_REQUEST, message);
    }

    /** Whether it is the time of night, and a room has not been asked since it began. */
    boolean isDue(Instant now, @Nullable Instant lastAsked) {
        if (at == null) {
            return false;
        }
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime begin = local.with(at);
        if (begin.isAfter(local)) {
            begin = local.minusDays(1).with(at);
        }
        return now.isBefore(begin.toInstant().plus(window))
                && (lastAsked == null || lastAsked.isBefore(begin.toInstant()));
    }
}
