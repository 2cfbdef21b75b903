package org.lectern.catalogue.schedule;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a term from CSV (RFC 4180) with a header line, separated by commas, semicolons or tabs. Columns
 * by name, in any order: room, title, date, start, end; and if wanted id, course, repeat, until, except,
 * zone, lead_in, lead_out. Pure.
 */
final class CsvTerm {
    private static final List<String> NEEDED = List.of("room", "title", "date", "start", "end");
    private static final List<String> OPTIONAL =
            List.of("id", "course", "repeat", "until", "except", "zone", "lead_in", "lead_out");

    private CsvTerm() {}

    /** The lines of a file; a file without the columns that it needs is one wrong line. */
    static List<TermLine> read(String text, ZoneId defaultZone) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(body))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .setIgnoreEmptyLines(false)
                .get();
        List<TermLine> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(body), format)) {
            List<String> names = parser.getHeaderNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            List<String> missing =
                    NEEDED.stream().filter(name -> !names.contains(name)).toList();
            List<String> unknown = names.stream()
                    .filter(name -> !NEEDED.contains(name) && !OPTIONAL.contains(name))
                    .toList();
            if (!missing.isEmpty() || !unknown.isEmpty()) {
                return List.of(TermLine.wrong(1, null, columns(missing, unknown)));
            }
            long before = parser.getCurrentLineNumber();
            for (CSVRecord record : parser) {
                if (record.size() > 1 || !record.get(0).isBlank()) {
                    lines.add(line(record, (int) before + 1, defaultZone));
                }
                before = parser.getCurrentLineNumber();
            }
        } catch (UncheckedIOException | IOException | IllegalArgumentException e) {
            // The parser tells its line in its own words.
            lines.add(TermLine.wrong(
                    lines.isEmpty() ? 1 : lines.getLast().line() + 1,
                    null,
                    "The file cannot be read from here on: %s. Look for a quotation mark that is not closed."
                            .formatted(e.getMessage())));
        }
        return lines;
    }

    private static String columns(List<String> missing, List<String> unknown) {
        String tell = missing.isEmpty() ? "" : "There is no column %s. ".formatted(String.join(", ", missing));
        return tell
                + (unknown.isEmpty() ? "" : "Nobody knows a column %s. ".formatted(String.join(", ", unknown)))
                + "The first line names the columns: %s; and if wanted %s."
                        .formatted(String.join(", ", NEEDED), String.join(", ", OPTIONAL));
    }

    private static String delimiter(String text) {
        String header = text.lines().findFirst().orElse("");
        return List.of(";", "\t").stream().filter(header::contains).findFirst().orElse(",");
    }

    private static TermLine line(CSVRecord record, int line, ZoneId defaultZone) {
        String title = value(record, "title");
        try {
            if (!record.isConsistent()) {
                throw wrong(
                        "It has %d fields, the first line has another number. Put quotation marks around text"
                                + " that contains the separator.",
                        record.size());
            }
            return TermLine.right(line, event(record, defaultZone));
        } catch (DateTimeException | IllegalArgumentException e) {
            return TermLine.wrong(line, title, String.valueOf(e.getMessage()));
        }
    }

    private static TermLine.Event event(CSVRecord record, ZoneId defaultZone) {
        String room = needed(record, "room");
        String title = needed(record, "title");
        LocalDate date = date(needed(record, "date"), "date");
        LocalTime start = time(needed(record, "start"), "start");
        LocalTime end = time(needed(record, "end"), "end");
        Duration duration = Duration.between(start, end);
        if (duration.isZero() || duration.isNegative()) {
            throw wrong("It ends at %s, which is not after its start at %s. Correct the times.", end, start);
        }
        ZoneId zone = zone(value(record, "zone"), defaultZone);
        String rrule = rrule(value(record, "repeat"), value(record, "until"));
        if (rrule != null) {
            try {
                Recurrence.parse(rrule, zone);
            } catch (org.lectern.model.LecternException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        LocalDateTime startsAt = date.atTime(start);
        String course = value(record, "course");
        String id = value(record, "id");
        String key = id == null
                ? "csv:%s|%s|%s|%s|%s".formatted(room, course == null ? "" : course, title, startsAt, rrule)
                : "csv:id:" + id;
        return new TermLine.Event(
                key,
                room,
                course,
                title,
                zone,
                startsAt,
                duration,
                rrule,
                exdates(value(record, "except"), start),
                List.of(),
                minutes(record, "lead_in"),
                minutes(record, "lead_out"),
                List.of(),
                false);
    }

    /** {@code daily}, {@code weekly}, {@code 2-weekly} or a rule of RFC 5545. */
    private static @Nullable String rrule(@Nullable String repeat, @Nullable String until) {
        if (repeat == null) {
            if (until != null) {
                throw wrong("It has an end (until) but no rule. Write weekly into the column repeat.");
            }
            return null;
        }
        String rule = switch (repeat.toLowerCase(Locale.ROOT)) {
            case "daily" -> "FREQ=DAILY";
            case "weekly" -> "FREQ=WEEKLY";
            case "2-weekly", "biweekly", "fortnightly" -> "FREQ=WEEKLY;INTERVAL=2";
            default -> repeat.toUpperCase(Locale.ROOT).replaceFirst("^RRULE:", "");
        };
        if (!rule.startsWith("FREQ=") && !rule.contains(";FREQ=")) {
            throw wrong(
                    "It repeats %s, which nobody understands. Write daily, weekly, 2-weekly, or a rule like"
                            + " FREQ=WEEKLY;BYDAY=MO,WE.",
                    repeat);
        }
        return until == null
                ? rule
                : rule + ";UNTIL=" + date(until, "until").toString().replace("-", "") + "T235959";
    }

    private static List<LocalDateTime> exdates(@Nullable String except, LocalTime start) {
        return except == null
                ? List.of()
                : Arrays.stream(except.split("[\\s,;|]+"))
                        .filter(day -> !day.isBlank())
                        .map(day -> date(day, "except").atTime(start))
                        .toList();
    }

    private static LocalDate date(String text, String column) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong("%s in the column %s is no date. Write it as 2026-10-12.", text, column);
        }
    }

    private static LocalTime time(String text, String column) {
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw wrong("%s in the column %s is no time. Write it as 09:15.", text, column);
        }
    }

    private static ZoneId zone(@Nullable String text, ZoneId otherwise) {
        try {
            return text == null ? otherwise : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("There is no time zone %s. Write it as Europe/Berlin.", text);
        }
    }

    private static @Nullable Duration minutes(CSVRecord record, String column) {
        String text = value(record, column);
        try {
            return text == null ? null : Duration.ofMinutes(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw wrong("%s in the column %s is no number of minutes.", text, column);
        }
    }

    private static String needed(CSVRecord record, String column) {
        String value = value(record, column);
        if (value == null) {
            throw wrong("The column %s is empty. Fill it in.", column);
        }
        return value;
    }

    private static @Nullable String value(CSVRecord record, String column) {
        String value = record.isMapped(column) && record.isSet(column) ? record.get(column) : null;
        return value == null || value.isBlank() ? null : value;
    }

    private static IllegalArgumentException wrong(String problem, @Nullable Object... arguments) {
        return new IllegalArgumentException(problem.formatted(arguments));
    }
}
