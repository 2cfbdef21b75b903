package org.lectern.catalogue.schedule;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of an iCalendar file as they are written, with their line numbers. Pure. */
final class ICalLines {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);

    /** Names that Outlook writes; the rest is in Unicode CLDR's windowsZones. */
    private static final Map<String, String> WINDOWS_ZONES = Map.of(
            "W. Europe Standard Time", "Europe/Berlin",
            "Central Europe Standard Time", "Europe/Budapest",
            "Romance Standard Time", "Europe/Paris",
            "GMT Standard Time", "Europe/London",
            "FLE Standard Time", "Europe/Kyiv",
            "China Standard Time", "Asia/Shanghai",
            "Tokyo Standard Time", "Asia/Tokyo",
            "India Standard Time", "Asia/Kolkata",
            "Eastern Standard Time", "America/New_York",
            "Pacific Standard Time", "America/Los_Angeles");

    private ICalLines() {}

    /** One VEVENT. */
    record Component(int line, List<VObjectProperty> properties) {
        boolean has(String name) {
            return first(name).isPresent();
        }

        /** The unescaped text of a property, null if it is missing or blank. */
        @Nullable
        String text(String name) {
            return first(name)
                    .map(property -> VObjectPropertyValues.unescape(property.getValue()))
                    .filter(text -> !text.isBlank())
                    .map(String::strip)
                    .orElse(null);
        }

        /** The wall time of a property in a zone. */
        LocalDateTime time(String name, ZoneId zone) {
            VObjectProperty property = first(name)
                    .orElseThrow(() -> new IllegalArgumentException("It has no %s. Add it.".formatted(name)));
            return time(property, property.getValue(), zone);
        }

        /**
         * The wall times of all properties of a name.
         *
         * @param ofDay the time that a day alone stands for
         */
        List<LocalDateTime> times(String name, ZoneId zone, LocalTime ofDay) {
            List<LocalDateTime> times = new ArrayList<>();
            for (VObjectProperty property : properties) {
                if (property.getName().equalsIgnoreCase(name)) {
                    for (String value : property.getValue().split(",")) {
                        times.add(
                                value.strip().matches("\\d{8}")
                                        ? day(property, value.strip()).atTime(ofDay)
                                        : time(property, value.strip(), zone));
                    }
                }
            }
            return times;
        }

        /** The zone that a property names, or the one that is meant otherwise. */
        ZoneId zone(String name, ZoneId otherwise) {
            return first(name).flatMap(Component::zone).orElse(otherwise);
        }

        private Optional<VObjectProperty> first(String name) {
            return properties.stream()
                    .filter(property -> property.getName().equalsIgnoreCase(name))
                    .findFirst();
        }

        private static LocalDate day(VObjectProperty property, String value) {
            try {
                return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "%s is %s, which is no day.".formatted(property.getName(), value), e);
            }
        }

        private static LocalDateTime time(VObjectProperty property, String value, ZoneId zone) {
            try {
                if (value.endsWith("Z")) {
                    Instant instant = LocalDateTime.parse(value.substring(0, value.length() - 1), LOCAL)
                            .toInstant(ZoneOffset.UTC);
                    return instant.atZone(zone).toLocalDateTime();
                }
                LocalDateTime written = LocalDateTime.parse(value, LOCAL);
                return zone(property)
                        .map(own ->
                                written.atZone(own).withZoneSameInstant(zone).toLocalDateTime())
                        .orElse(written);
            } catch (java.time.format.DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "%s is %s; a lecture needs a day and a time, as 20261012T091500."
                                .formatted(property.getName(), value),
                        e);
            }
        }

        private static Optional<ZoneId> zone(VObjectProperty property) {
            String id = property.getParameters().first("TZID");
            if (id == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(ZoneId.of(WINDOWS_ZONES.getOrDefault(id, id)));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "Nobody here knows the time zone %s. Export with names like Europe/Berlin.".formatted(id), e);
            }
        }
    }

    /** All VEVENTs of a file, in its order. */
    static List<Component> events(String text) {
        List<Component> events = new ArrayList<>();
        try (var reader = new VObjectReader(new StringReader(text), SyntaxRules.iCalendar())) {
            reader.parse(new VObjectDataAdapter() {
                private @Nullable Component open;

                @Override
                public void onComponentBegin(String name, Context context) {
                    if (name.equalsIgnoreCase("VEVENT")) {
                        open = new Component(context.getLineNumber(), new ArrayList<>());
                    }
                }

                @Override
                public void onProperty(VObjectProperty property, Context context) {
                    List<String> parents = context.getParentComponents();
                    // An alarm within an event has a description of its own.
                    if (open != null && parents.getLast().equalsIgnoreCase("VEVENT")) {
                        open.properties.add(property);
                    }
                }

                @Override
                public void onComponentEnd(String name, Context context) {
                    if (open != null && name.equalsIgnoreCase("VEVENT")) {
                        events.add(open);
                        open = null;
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }
}
