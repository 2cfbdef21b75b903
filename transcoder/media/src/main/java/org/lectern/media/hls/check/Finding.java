package org.lectern.media.hls.check;

/**
 * One breach of one rule.
 *
 * @param rule number of the check (docs/hls-rules.md); 0 for the syntax of RFC 8216bis
 * @param level how much it matters
 * @param where the playlist or segment
 * @param what what is wrong, for people
 */
public record Finding(int rule, Level level, String where, String what) {
    /** As the authoring specification has it. */
    public enum Level {
        MUST,
        SHOULD
    }

    @Override
    public String toString() {
        return "[%s %s] %s: %s".formatted(rule == 0 ? "RFC 8216bis" : "rule " + rule, level, where, what);
    }
}
