package org.lectern.onebox.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.IpNetwork;
import org.lectern.model.LecternException;

/** Reads {@code lectern.yaml} strictly: what is misspelt is an error with its line, never ignored. */
public final class ConfigFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new EnumKeys())
            .build();

    private ConfigFile() {}

    /** The commented reference, which is also what a new configuration is made from. */
    public static String reference() {
        try (InputStream stream = ConfigFile.class.getResourceAsStream("lectern.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("lectern.yaml is missing from the launcher");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws LecternException with {@code INVALID_REQUEST}: every mistake that was found, with file
     *     and line where they are known
     */
    public static LecternConfig read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    static LecternConfig parse(String name, String text) {
        LecternConfig config;
        try {
            boolean empty = text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"));
            config = empty ? YAML.readValue("{}", LecternConfig.class) : YAML.readValue(text, LecternConfig.class);
        } catch (JsonProcessingException e) {
            throw mistake("%s%s: %s".formatted(name, line(e, text), explain(e)), e);
        }
        List<String> mistakes = mistakes(config);
        if (!mistakes.isEmpty()) {
            throw mistake(name + ": " + String.join(" ", mistakes), null);
        }
        return config;
    }

    private static LecternException mistake(String message, @Nullable Throwable cause) {
        return new LecternException(ErrorCode.INVALID_REQUEST, message, cause);
    }

    private static String line(JsonProcessingException e, String text) {
        JsonLocation location = e.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        int line = location.getLineNr();
        if (e instanceof UnrecognizedPropertyException unknown) {
            // The parser is at the value already, which may be further down.
            List<String> lines = text.lines().toList();
            while (line > 1
                    && (line > lines.size() || !lines.get(line - 1).contains(unknown.getPropertyName() + ":"))) {
                line--;
            }
        }
        return ", line " + line;
    }

    private static String explain(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "there is no setting \"%s\" here; there are %s."
                        .formatted(
                                unknown.getPropertyName(),
                                unknown.getKnownPropertyIds().stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                "\"%s\" is not one of %s.".formatted(wrong.getValue(), EnumKeys.of(wrong.getTargetType()));
            case InvalidFormatException wrong ->
                "\"%s\" is not a value for %s.".formatted(wrong.getValue(), path(wrong));
            case JsonMappingException wrong
            when !wrong.getPath().isEmpty() ->
                "%s is not written as it should be (see the reference: ./lectern up --reference)."
                        .formatted(path(wrong));
            default -> e.getOriginalMessage().lines().findFirst().orElse("not YAML") + ".";
        };
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex() + 1) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    /** What the shape alone does not show. */
    private static List<String> mistakes(LecternConfig config) {
        var found = new ArrayList<String>();
        boolean server = config.runs(LecternConfig.App.VOD_API);
        if (config.http().port() < 1 || config.http().port() > 65_535) {
            found.add("http.port must be between 1 and 65535.");
        }
        hours(found, config);
        var postgres = config.postgres();
        if (postgres != null) {
            require(found, "postgres", "url", postgres.url());
            require(found, "postgres", "username", postgres.username());
            require(found, "postgres", "password", postgres.password());
        }
        var s3 = config.s3();
        if (s3 != null) {
            require(found, "s3", "endpoint", s3.endpoint());
            require(found, "s3", "access-key", s3.accessKey());
            require(found, "s3", "secret-key", s3.secretKey());
        }
        if (!server && config.runs(LecternConfig.App.RECORDER)) {
            require(found, "a machine with a recorder and no vod-api", "server", config.server());
            require(
                    found,
                    "a machine with a recorder and no vod-api",
                    "agent.key",
                    config.agent().key());
        }
        if (!server && config.runs(LecternConfig.App.TRANSCODER) && postgres == null) {
            found.add("A machine with a transcoder and no vod-api needs postgres.");
        }
        if (!server && s3 == null) {
            found.add("A machine without vod-api needs s3.");
        }
        if (!server && !config.rooms().isEmpty()) {
            found.add("Rooms are kept by the server: write them where vod-api runs.");
        }
        for (LecternConfig.Room room : config.rooms()) {
            require(found, "a room", "name", room.name());
            for (LecternConfig.Device device : room.devices()) {
                String where = "a device of " + room.name();
                require(found, where, "name", device.name());
                require(found, where, "role", device.role());
                try {
                    DeviceUrl.parse(device.url());
                } catch (LecternException e) {
                    found.add("%s, device %s: %s".formatted(room.name(), device.name(), e.getMessage()));
                }
            }
        }
        return found;
    }

    private static void hours(List<String> found, LecternConfig config) {
        var schedule = config.schedule();
        if (schedule.zone() != null && !isGood(() -> ZoneId.of(schedule.zone()))) {
            found.add(
                    "schedule.zone is \"%s\"; write a time zone like Europe/Berlin or UTC.".formatted(schedule.zone()));
        }
        if (isOutside(schedule.leadInMinutes(), 0, 120) || isOutside(schedule.leadOutMinutes(), 0, 120)) {
            found.add("schedule.lead-in-minutes and lead-out-minutes must be between 0 and 120.");
        }
        var rehearsal = config.rehearsal();
        if (!rehearsal.at().equalsIgnoreCase("off") && !isGood(() -> LocalTime.parse(rehearsal.at()))) {
            found.add("rehearsal.at is \"%s\"; write a time of day like \"05:00\", or off.".formatted(rehearsal.at()));
        }
        if (isOutside(rehearsal.windowMinutes(), 5, 1_380)) {
            found.add("rehearsal.window-minutes must be between 5 and 1380.");
        }
        for (String network : config.webhook().allow()) {
            if (!isGood(() -> IpNetwork.parse(network))) {
                found.add("webhook.allow has \"%s\"; write networks like 127.0.0.0/8.".formatted(network));
            }
        }
    }

    private static boolean isOutside(int value, int least, int most) {
        return value < least || value > most;
    }

    private static boolean isGood(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (DateTimeException | LecternException e) {
            return false;
        }
    }

    private static void require(List<String> found, String where, String key, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            found.add("%s needs %s.".formatted(Character.toUpperCase(where.charAt(0)) + where.substring(1), key));
        }
    }

    /** Enum values as people write them: lower case with hyphens. */
    private static final class EnumKeys extends com.fasterxml.jackson.databind.module.SimpleModule {
        private static final long serialVersionUID = 1L;

        @Override
        public void setupModule(SetupContext context) {
            context.insertAnnotationIntrospector(
                    new com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public String[] findEnumValues(
                                com.fasterxml.jackson.databind.cfg.MapperConfig<?> config,
                                com.fasterxml.jackson.databind.introspect.AnnotatedClass type,
                                Enum<?>[] values,
                                String[] names) {
                            return Arrays.stream(values).map(EnumKeys::key).toArray(String[]::new);
                        }
                    });
        }

        static String of(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> key((Enum<?>) value))
                    .collect(Collectors.joining(", "));
        }

        private static String key(Enum<?> value) {
            return value.name().toLowerCase().replace('_', '-');
        }
    }
}
