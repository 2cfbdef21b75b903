package org.lectern.api.upload;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.upload.Uploads;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** What stands in {@code Upload-Metadata}: pairs of a key and a value in Base64 (tus 1.0, Creation). Pure. */
record UploadMetadata(Map<String, String> values) {
    private static final int MOST_TEXT = 300;

    static UploadMetadata parse(@Nullable String header) {
        Map<String, String> values = new HashMap<>();
        for (String pair : header == null ? new String[0] : header.split(",")) {
            String[] words = pair.strip().split(" +");
            if (words[0].isEmpty()) {
                continue;
            }
            values.put(words[0], words.length < 2 ? "" : text(words[0], words[1]));
        }
        return new UploadMetadata(Map.copyOf(values));
    }

    private static String text(String key, String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
            if (text.length() > MOST_TEXT) {
                throw invalid(key, "has at most %d letters".formatted(MOST_TEXT));
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw invalid(key, "stands in Base64");
        }
    }

    Uploads.Plan plan(long bytes, String createdBy) {
        String path = values.getOrDefault("filename", "");
        // Some browsers send a path.
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return new Uploads.Plan(
                name.isBlank() ? "file" : name,
                bytes,
                values.get("title"),
                value("courseId", UUID::fromString, "is the identifier of a course"),
                value("recordedAt", Instant::parse, "is a time like 2026-11-23T08:15:00Z"),
                role(),
                !"false".equals(values.get("published")),
                createdBy);
    }

    private DeviceRole role() {
        DeviceRole role = value("role", DeviceRole::valueOf, "is PRESENTER, SLIDES, BOARD or AUDIENCE");
        if (role == DeviceRole.MICROPHONE) {
            throw invalid("role", "is PRESENTER, SLIDES, BOARD or AUDIENCE");
        }
        return role == null ? DeviceRole.PRESENTER : role;
    }

    private <T> @Nullable T value(String key, Function<String, T> parser, String rule) {
        String text = values.get(key);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(key, rule);
        }
    }

    private static LecternException invalid(String key, String rule) {
        return new LecternException(ErrorCode.INVALID_REQUEST, "Upload-Metadata: %s %s.".formatted(key, rule));
    }
}
