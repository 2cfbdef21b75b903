package org.lectern.media.hls.check;

import static org.lectern.media.hls.check.Attributes.Form.ENUMERATED;
import static org.lectern.media.hls.check.Attributes.Form.FLOAT;
import static org.lectern.media.hls.check.Attributes.Form.INTEGER;
import static org.lectern.media.hls.check.Attributes.Form.QUOTED;
import static org.lectern.media.hls.check.Attributes.Form.RESOLUTION;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses a multivariant playlist as strictly as {@link MediaParser}. One playlist per object. */
final class MultivariantParser {
    private static final Map<String, Attributes.Form> COMMON = Map.ofEntries(
            Map.entry("BANDWIDTH", INTEGER),
            Map.entry("AVERAGE-BANDWIDTH", INTEGER),
            Map.entry("SCORE", FLOAT),
            Map.entry("CODECS", QUOTED),
            Map.entry("SUPPLEMENTAL-CODECS", QUOTED),
            Map.entry("RESOLUTION", RESOLUTION),
            Map.entry("HDCP-LEVEL", ENUMERATED),
            Map.entry("VIDEO-RANGE", ENUMERATED),
            Map.entry("STABLE-VARIANT-ID", QUOTED),
            Map.entry("PATHWAY-ID", QUOTED),
            Map.entry("VIDEO", QUOTED));
    private static final Map<String, Attributes.Form> STREAM = with(
            COMMON, Map.of("FRAME-RATE", FLOAT, "AUDIO", QUOTED, "SUBTITLES", QUOTED, "CLOSED-CAPTIONS", ENUMERATED));
    private static final Map<String, Attributes.Form> IFRAME = with(COMMON, Map.of("URI", QUOTED));
    private static final Map<String, Attributes.Form> MEDIA = Map.ofEntries(
            Map.entry("TYPE", ENUMERATED),
            Map.entry("URI", QUOTED),
            Map.entry("GROUP-ID", QUOTED),
            Map.entry("LANGUAGE", QUOTED),
            Map.entry("ASSOC-LANGUAGE", QUOTED),
            Map.entry("NAME", QUOTED),
            Map.entry("STABLE-RENDITION-ID", QUOTED),
            Map.entry("DEFAULT", ENUMERATED),
            Map.entry("AUTOSELECT", ENUMERATED),
            Map.entry("FORCED", ENUMERATED),
            Map.entry("CHARACTERISTICS", QUOTED),
            Map.entry("CHANNELS", QUOTED),
            Map.entry("BIT-DEPTH", INTEGER),
            Map.entry("SAMPLE-RATE", INTEGER));

    private final Lines lines;
    private int version = 1;
    private boolean independent;
    private final List<Attributes> media = new ArrayList<>();
    private final List<MultivariantFile.Variant> variants = new ArrayList<>();
    private final List<Attributes> iframes = new ArrayList<>();
    private @Nullable Attributes pending;

    private MultivariantParser(Lines lines) {
        this.lines = lines;
    }

    private static Map<String, Attributes.Form> with(
            Map<String, Attributes.Form> some, Map<String, Attributes.Form> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    static MultivariantFile parse(String where, String text, Findings findings) {
        var parser = new MultivariantParser(new Lines(where, text, findings));
        parser.parse();
        return new MultivariantFile(
                where,
                parser.version,
                parser.independent,
                List.copyOf(parser.media),
                List.copyOf(parser.variants),
                List.copyOf(parser.iframes));
    }

    private void parse() {
        for (int i = 1; i < lines.lines.size(); i++) {
            String line = lines.lines.get(i);
            int number = i + 1;
            if (pending != null) {
                if (line.isBlank() || line.startsWith("#")) {
                    lines.problem(number, "EXT-X-STREAM-INF is not followed by its URI");
                } else {
                    variants.add(new MultivariantFile.Variant(pending, line));
                }
                pending = null;
                if (!line.startsWith("#EXT")) {
                    continue;
                }
            }
            if (line.startsWith("#EXT")) {
                tag(number, Lines.name(line), Lines.value(line));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                lines.problem(number, "a URI without EXT-X-STREAM-INF");
            }
        }
        if (pending != null) {
            lines.problem(lines.lines.size(), "EXT-X-STREAM-INF is not followed by its URI");
        }
        if (variants.isEmpty()) {
            lines.problem(lines.lines.size(), "there is no variant");
        }
    }

    private void tag(int number, String tag, String value) {
        switch (tag) {
            case "#EXT-X-VERSION" -> {
                lines.once(number, tag);
                version = (int) lines.integer(number, tag, value);
            }
            case "#EXT-X-INDEPENDENT-SEGMENTS" -> {
                lines.once(number, tag);
                independent = true;
                if (!value.isEmpty()) {
                    lines.problem(number, tag + " has a value");
                }
            }
            case "#EXT-X-MEDIA" -> media.add(attributes(number, tag, value, MEDIA, "TYPE", "GROUP-ID", "NAME"));
            case "#EXT-X-STREAM-INF" -> pending = attributes(number, tag, value, STREAM, "BANDWIDTH");
            case "#EXT-X-I-FRAME-STREAM-INF" -> iframes.add(attributes(number, tag, value, IFRAME, "BANDWIDTH", "URI"));
            default -> lines.problem(number, "unknown tag " + tag);
        }
    }

    private Attributes attributes(
            int number, String tag, String value, Map<String, Attributes.Form> allowed, String... required) {
        Attributes attributes = Attributes.parse(value, allowed, what -> lines.problem(number, what));
        for (String name : required) {
            if (!attributes.has(name)) {
                lines.problem(number, "%s without %s".formatted(tag, name));
            }
        }
        return attributes;
    }
}
