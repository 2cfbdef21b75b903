package org.lectern.catalogue.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Where a rule puts the lectures of a series (RFC 5545, section 3.3.10). The rule is counted in wall
 * time, and each result is given its offset alone, so that nine o'clock stays nine o'clock when the
 * clocks change. Pure.
 */
public final class Recurrence {
    /** More lectures than this of one series are a mistake. */
    static final int MOST = 1000;

    private Recurrence() {}

    /**
     * The wall times of a series.
     *
     * @param start the first
     * @param rrule null for a single one
     * @param exdates what is left out
     * @param zone of the wall times
     * @param horizon nothing that starts after this is returned
     * @throws LecternException with {@code INVALID_REQUEST} and what to do, if the rule cannot be read,
     *     does not contain its start, or gives too many
     */
    public static List<LocalDateTime> expand(
            LocalDateTime start, @Nullable String rrule, Set<LocalDateTime> exdates, ZoneId zone, Instant horizon) {
        if (rrule == null) {
            return exdates.contains(start) ? List.of() : List.of(start);
        }
        RecurrenceRule rule = parse(rrule, zone);
        try {
            return iterate(rule.iterator(floating(start)), start, rrule, exdates, zone, horizon);
        } catch (IllegalArgumentException e) {
            // The library gives up on rules that never come true, like every 30 February.
            throw invalid("The rule %s gives no lecture after the first. Check its days.".formatted(rrule));
        }
    }

    private static List<LocalDateTime> iterate(
            RecurrenceRuleIterator iterator,
            LocalDateTime start,
            String rrule,
            Set<LocalDateTime> exdates,
            ZoneId zone,
            Instant horizon) {
        List<LocalDateTime> found = new ArrayList<>();
        boolean first = true;
        while (iterator.hasNext()) {
            LocalDateTime next = local(iterator.nextDateTime());
            if (first && !next.equals(start)) {
                throw invalid("The rule %s does not fit its first lecture on %s. Change the first day or the rule."
                        .formatted(rrule, start.toLocalDate()));
            }
            first = false;
            if (next.atZone(zone).toInstant().isAfter(horizon)) {
                break;
            }
            if (!exdates.contains(next)) {
                found.add(next);
            }
            if (found.size() > MOST) {
                throw invalid(
                        "The rule %s gives more than %d lectures. End it with COUNT or UNTIL.".formatted(rrule, MOST));
            }
        }
        return found;
    }

    /** Throws {@code INVALID_REQUEST} with what to do, if the rule cannot be read. */
    static RecurrenceRule parse(String rrule, ZoneId zone) {
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(rrule.strip().toUpperCase(Locale.ROOT).replaceFirst("^RRULE:", ""));
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw invalid("The rule %s cannot be read (%s). A weekly one is FREQ=WEEKLY;UNTIL=20270212T235959."
                    .formatted(rrule, e.getMessage()));
        }
        if (rule.getFreq().ordinal() > Freq.DAILY.ordinal()) {
            throw invalid("The rule %s repeats within a day. Lectures repeat daily, weekly, monthly or yearly."
                    .formatted(rrule));
        }
        DateTime until = rule.getUntil();
        if (until != null) {
            rule.setUntil(floating(untilLocal(until, zone)));
        }
        return rule;
    }

    /** A rule that ends before a wall time. */
    static String endingBefore(String rrule, LocalDateTime slot, ZoneId zone) {
        RecurrenceRule rule = parse(rrule, zone);
        rule.setUntil(floating(slot.minusSeconds(1)));
        return rule.toString();
    }

    /** What is left of a rule from one of its lectures on: fewer, where it counts them. */
    static String rest(String rrule, LocalDateTime start, LocalDateTime slot, ZoneId zone) {
        RecurrenceRule rule = parse(rrule, zone);
        Integer count = rule.getCount();
        if (count == null) {
            return rrule;
        }
        int before = 0;
        RecurrenceRuleIterator iterator = rule.iterator(floating(start));
        while (iterator.hasNext() && local(iterator.nextDateTime()).isBefore(slot)) {
            before++;
        }
        rule.setCount(Math.max(1, count - before));
        return rule.toString();
    }

    /** UNTIL is a day, a wall time, or in UTC; here always a wall time, the last that is in. */
    private static LocalDateTime untilLocal(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return local(until).toLocalDate().atTime(23, 59, 59);
        }
        return until.isFloating()
                ? local(until)
                : Instant.ofEpochMilli(until.getTimestamp()).atZone(zone).toLocalDateTime();
    }

    private static DateTime floating(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return time.isAllDay()
                ? LocalDateTime.of(time.getYear(), time.getMonth() + 1, time.getDayOfMonth(), 0, 0)
                : LocalDateTime.of(
                        time.getYear(),
                        time.getMonth() + 1,
                        time.getDayOfMonth(),
                        time.getHours(),
                        time.getMinutes(),
                        time.getSeconds());
    }

    private static LecternException invalid(String detail) {
        return new LecternException(ErrorCode.INVALID_REQUEST, detail);
    }
}
