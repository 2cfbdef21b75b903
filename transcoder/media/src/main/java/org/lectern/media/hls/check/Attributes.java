package org.lectern.media.hls.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parsed attribute list (RFC 8216bis section 4.2). Values are without their quotes. */
record Attributes(Map<String, String> values) {

    /** The forms that a value can have. */
    enum Form {
        INTEGER("\\d{1,20}"),
        FLOAT("\\d+(\\.\\d+)?"),
        QUOTED("\"[^\"\\r\\n]*\""),
        ENUMERATED("[^\",\\s]+"),
        RESOLUTION("\\d+x\\d+");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private static final Pattern PAIR = Pattern.compile("\\G([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)(,|$)");

    static Attributes parse(String text, Map<String, Form> allowed, Consumer<String> problem) {
        Map<String, String> values = new LinkedHashMap<>();
        var matcher = PAIR.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find()) {
            end = matcher.end();
            String name = matcher.group(1);
            String value = matcher.group(2);
            Form form = allowed.get(name);
            if (form == null) {
                problem.accept("unknown attribute " + name);
            } else if (!form.pattern.matcher(value).matches()) {
                problem.accept("%s=%s is not a valid %s"
                        .formatted(name, value, form.name().toLowerCase()));
            } else if (values.putIfAbsent(name, value.replace("\"", "")) != null) {
                problem.accept("attribute %s stands twice".formatted(name));
            }
            if (end == text.length() && ",".equals(matcher.group(3))) {
                problem.accept("a comma stands at the end of the attributes");
            }
        }
        if (end < text.length()) {
            problem.accept("attributes cannot be read from: " + text.substring(end));
        }
        return new Attributes(values);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name) {
        String value = values.get(name);
        return value == null ? 0 : Long.parseLong(value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
