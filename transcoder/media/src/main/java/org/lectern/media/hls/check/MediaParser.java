package org.lectern.media.hls.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a media playlist strictly: a tag that is unknown, doubled, misplaced or malformed is a
 * finding, as is anything that RFC 8216bis allows and Lectern never writes. One playlist per object.
 */
final class MediaParser {
    private static final Pattern EXTINF = Pattern.compile("(\\d+(?:\\.\\d+)?),(.*)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})@(\\d{1,9})");

    private final Lines lines;
    private int version = 1;
    private int targetDuration;
    private long mediaSequence;
    private @Nullable String type;
    private boolean independent;
    private boolean iframesOnly;
    private boolean ended;
    private boolean fractional;
    private boolean ranges;
    private final List<MediaFile.Segment> segments = new ArrayList<>();

    private @Nullable String map;
    private @Nullable BigDecimal seconds;
    private MediaFile.@Nullable Range range;
    private @Nullable Instant dateTime;
    private boolean discontinuity;

    private MediaParser(Lines lines) {
        this.lines = lines;
    }

    static MediaFile parse(String where, String text, Findings findings) {
        var parser = new MediaParser(new Lines(where, text, findings));
        parser.parse();
        return new MediaFile(
                where,
                parser.version,
                parser.targetDuration,
                parser.mediaSequence,
                parser.type,
                parser.independent,
                parser.iframesOnly,
                parser.ended,
                List.copyOf(parser.segments));
    }

    private void parse() {
        for (int i = 1; i < lines.lines.size(); i++) {
            String line = lines.lines.get(i);
            if (ended && !line.isBlank()) {
                lines.problem(i + 1, "stands after EXT-X-ENDLIST");
            }
            if (line.startsWith("#EXT")) {
                tag(i + 1, Lines.name(line), Lines.value(line));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                segment(i + 1, line);
            }
        }
        if (seconds != null || range != null || discontinuity) {
            lines.problem(lines.lines.size(), "the last tags belong to no segment");
        }
        if (targetDuration == 0) {
            lines.problem(1, "EXT-X-TARGETDURATION is missing");
        }
        int needed = neededVersion();
        if (version < needed) {
            lines.problem(1, "EXT-X-VERSION is %d, but its tags need %d".formatted(version, needed));
        }
    }

    /** RFC 8216bis section 8. */
    private int neededVersion() {
        if (map != null) {
            return iframesOnly ? 5 : 6;
        }
        return ranges || iframesOnly ? 4 : fractional ? 3 : 1;
    }

    private void tag(int number, String tag, String value) {
        switch (tag) {
            case "#EXT-X-VERSION" -> version = (int) header(number, tag, value);
            case "#EXT-X-TARGETDURATION" -> targetDuration = (int) header(number, tag, value);
            case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = header(number, tag, value);
            case "#EXT-X-PLAYLIST-TYPE" -> {
                header(number, tag);
                type = value;
                if (!value.equals("EVENT") && !value.equals("VOD")) {
                    lines.problem(number, "EXT-X-PLAYLIST-TYPE is '%s'".formatted(value));
                }
            }
            case "#EXT-X-INDEPENDENT-SEGMENTS" -> {
                flag(number, tag, value);
                independent = true;
            }
            case "#EXT-X-I-FRAMES-ONLY" -> {
                flag(number, tag, value);
                iframesOnly = true;
            }
            case "#EXT-X-ENDLIST" -> {
                lines.once(number, tag);
                ended = true;
            }
            case "#EXT-X-MAP" -> map = map(number, value);
            case "#EXTINF" -> seconds = duration(number, value);
            case "#EXT-X-BYTERANGE" -> range = range(number, value);
            case "#EXT-X-PROGRAM-DATE-TIME" -> dateTime = dateTime(number, value);
            case "#EXT-X-DISCONTINUITY" -> {
                if (discontinuity || !value.isEmpty()) {
                    lines.problem(number, "EXT-X-DISCONTINUITY is doubled or has a value");
                }
                discontinuity = true;
            }
            default -> lines.problem(number, "unknown tag " + tag);
        }
    }

    private long header(int number, String tag, String value) {
        header(number, tag);
        return lines.integer(number, tag, value);
    }

    private void header(int number, String tag) {
        lines.once(number, tag);
        if (!segments.isEmpty() || seconds != null) {
            lines.problem(number, tag + " stands behind the first segment");
        }
    }

    private void flag(int number, String tag, String value) {
        header(number, tag);
        if (!value.isEmpty()) {
            lines.problem(number, tag + " has a value");
        }
    }

    private @Nullable String map(int number, String value) {
        Attributes attributes = Attributes.parse(
                value,
                Map.of("URI", Attributes.Form.QUOTED, "BYTERANGE", Attributes.Form.QUOTED),
                what -> lines.problem(number, what));
        if (!attributes.has("URI")) {
            lines.problem(number, "EXT-X-MAP without URI");
        }
        return attributes.get("URI");
    }

    private @Nullable BigDecimal duration(int number, String value) {
        if (seconds != null) {
            lines.problem(number, "EXTINF stands twice for one segment");
        }
        Matcher matcher = EXTINF.matcher(value);
        if (!matcher.matches()) {
            lines.problem(number, "EXTINF is not a duration and a comma: '%s'".formatted(value));
            return null;
        }
        fractional |= matcher.group(1).indexOf('.') >= 0;
        return new BigDecimal(matcher.group(1));
    }

    private MediaFile.@Nullable Range range(int number, String value) {
        ranges = true;
        Matcher matcher = RANGE.matcher(value);
        if (range != null || !matcher.matches()) {
            lines.problem(number, "EXT-X-BYTERANGE is doubled or not length@offset: '%s'".formatted(value));
            return range;
        }
        return new MediaFile.Range(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private @Nullable Instant dateTime(int number, String value) {
        if (dateTime != null) {
            lines.problem(number, "EXT-X-PROGRAM-DATE-TIME stands twice for one segment");
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            lines.problem(number, "EXT-X-PROGRAM-DATE-TIME is not a date and time with a zone: '%s'".formatted(value));
            return null;
        }
    }

    private void segment(int number, String uri) {
        if (seconds == null) {
            lines.problem(number, "a segment without EXTINF");
        }
        long durationUs = seconds == null
                ? 0
                : seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
        segments.add(new MediaFile.Segment(uri, durationUs, map, range, dateTime, discontinuity));
        seconds = null;
        range = null;
        dateTime = null;
        discontinuity = false;
    }
}
