package org.lectern.api.lecture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DescriptionState;

/**
 * What stands beside the video of a lecture. Addresses hold for some hours, like those of its views.
 *
 * @param problem why it could not be made; for editors
 * @param waveformUrl JSON as audiowaveform writes it (version 2, 8 bits); null without sound
 * @param textRead whether text was looked for on the slides
 * @param silences where nobody speaks, as suggestions for cuts; null for who may not edit
 */
public record LectureIndex(
        DescriptionState state,
        @Nullable String problem,
        List<Storyboard> storyboards,
        @Nullable String waveformUrl,
        boolean textRead,
        List<Slide> slides,
        @Nullable List<Silence> silences) {

    /**
     * Small pictures of a view for its seek bar.
     *
     * @param url WebVTT; each cue names a sheet and where on it the picture lies ({@code #xywh=})
     */
    public record Storyboard(String view, String url) {}

    /**
     * A slide.
     *
     * @param text what stands on it, line by line
     */
    public record Slide(
            String view, double seconds, double untilSeconds, String imageUrl, String thumbnailUrl, String text) {}

    /** A stretch in which nobody speaks. */
    public record Silence(double startSeconds, double endSeconds) {}
}
