package org.lectern.media.describe;

import java.util.List;

/**
 * Writes WebVTT files (W3C, WebVTT: The Web Video Text Tracks Format, 3). Pure. What players read
 * of a storyboard is a few lines of text; no well-kept Java library writes it (docs/adr).
 */
public final class WebVtt {
    private WebVtt() {}

    /**
     * A cue.
     *
     * @param payload one line without {@code -->}; metadata, so nothing in it is escaped
     */
    public record Cue(long startUs, long endUs, String payload) {
        public Cue {
            if (payload.isBlank() || payload.contains("\n") || payload.contains("-->") || endUs <= startUs) {
                throw new IllegalArgumentException("no cue of WebVTT: %d-%d %s".formatted(startUs, endUs, payload));
            }
        }
    }

    /** The file. */
    public static String write(List<Cue> cues) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (Cue cue : cues) {
            text.append('\n')
                    .append(timestamp(cue.startUs()))
                    .append(" --> ")
                    .append(timestamp(cue.endUs()))
                    .append('\n')
                    .append(cue.payload())
                    .append('\n');
        }
        return text.toString();
    }

    private static String timestamp(long us) {
        long ms = (us + 500) / 1000;
        return "%02d:%02d:%02d.%03d".formatted(ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    }
}
