package org.lectern.catalogue.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.Span;

/**
 * What stands beside the video of a publication. All paths are relative to the publication, all times
 * microseconds from its position 0.
 *
 * @param poster a picture for the whole; null if no picture is worth it
 * @param waveform null without sound
 * @param silences where nobody speaks: where it may be cut
 * @param textLanguages what text was looked for in the slides, as Tesseract names languages; null where
 *     none could be read
 */
public record Description(
        @Nullable String poster,
        @Nullable String waveform,
        List<Storyboard> storyboards,
        List<Span> silences,
        List<Slide> slides,
        @Nullable String textLanguages) {

    /**
     * The storyboard of a video track.
     *
     * @param path its WebVTT file
     */
    public record Storyboard(String track, String path) {}

    /**
     * A slide.
     *
     * @param text what was read on it; empty if nothing was, or nothing could be
     */
    public record Slide(String track, long startUs, long endUs, String image, String thumbnail, String text) {}
}
