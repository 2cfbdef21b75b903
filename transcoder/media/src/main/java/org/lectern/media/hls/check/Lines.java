package org.lectern.media.hls.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines of a playlist: what both kinds of playlist have in common. Not thread-safe. */
final class Lines {
    final String where;
    final List<String> lines;
    private final Findings findings;
    private final Set<String> once = new HashSet<>();

    Lines(String where, String text, Findings findings) {
        this.where = where;
        this.findings = findings;
        if (!text.startsWith("#EXTM3U\n")) {
            problem(1, "the first line is not #EXTM3U");
        }
        if (text.indexOf('\r') >= 0 || text.indexOf('\uFEFF') >= 0) {
            problem(1, "holds a carriage return or a byte order mark");
        }
        if (!text.endsWith("\n")) {
            problem(1, "the last line has no end");
        }
        lines = text.lines().toList();
    }

    void problem(int number, String what) {
        findings.must(0, where, "line %d: %s".formatted(number, what));
    }

    /** Notes a tag that may stand only once. */
    void once(int number, String tag) {
        if (!once.add(tag)) {
            problem(number, tag + " stands twice");
        }
    }

    /** A decimal integer, or 0 with a finding. */
    long integer(int number, String tag, String value) {
        if (!value.matches("\\d{1,18}")) {
            problem(number, "%s needs a decimal integer, not '%s'".formatted(tag, value));
            return 0;
        }
        return Long.parseLong(value);
    }

    static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    static String value(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(colon + 1);
    }
}
