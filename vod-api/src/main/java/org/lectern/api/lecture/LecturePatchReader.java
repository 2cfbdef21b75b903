package org.lectern.api.lecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Reads a JSON merge patch (RFC 7396), in which a field of null means something else than a field that
 * is missing. Pure.
 */
final class LecturePatchReader {
    private static final Set<String> FIELDS = Set.of("title", "description", "courseId", "published", "language");
    private static final int MAX_TITLE = 300;
    private static final int MAX_DESCRIPTION = 10_000;
    private static final int MAX_LANGUAGE = 35;

    private LecturePatchReader() {}

    static LectureCatalogue.Patch read(JsonNode body) {
        if (!body.isObject()) {
            throw invalid("The body is an object of what to change.");
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw invalid("A lecture has no field %s; it has %s."
                        .formatted(field, FIELDS.stream().sorted().toList()));
            }
        });
        String title = text(body, "title", MAX_TITLE);
        if (title != null && title.isBlank()) {
            throw invalid("A title must not be blank.");
        }
        JsonNode published = body.get("published");
        if (published != null && !published.isBoolean()) {
            throw invalid("published is true or false.");
        }
        JsonNode course = body.get("courseId");
        JsonNode language = body.get("language");
        boolean withoutLanguage = language != null && language.isNull();
        return new LectureCatalogue.Patch(
                title,
                text(body, "description", MAX_DESCRIPTION),
                course == null || course.isNull() ? null : uuid(course),
                course != null && course.isNull(),
                published == null ? null : published.asBoolean(),
                withoutLanguage ? null : text(body, "language", MAX_LANGUAGE),
                withoutLanguage);
    }

    private static @Nullable String text(JsonNode body, String field, int max) {
        JsonNode node = body.get(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual() || node.textValue().length() > max) {
            throw invalid("%s is a text of at most %d characters.".formatted(field, max));
        }
        return node.textValue();
    }

    private static UUID uuid(JsonNode node) {
        try {
            return UUID.fromString(node.asText());
        } catch (IllegalArgumentException e) {
            throw invalid("courseId is the id of a course, or null.");
        }
    }

    private static LecternException invalid(String detail) {
        return new LecternException(ErrorCode.INVALID_REQUEST, detail);
    }
}
