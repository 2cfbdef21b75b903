package org.lectern.catalogue.lecture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.LectureState;

/**
 * A lecture as lists show it.
 *
 * @param language what is spoken, BCP 47: its own, or that of its course; null if it is not known
 * @param published whether students see it
 * @param version of its newest publication; null if there is nothing to play
 * @param durationSeconds null until its end is known
 * @param live whether it still grows
 * @param publicationId what is played; null if there is nothing
 * @param poster a picture for it; null until there is one
 * @param matches the first slides with all words that were searched for
 */
public record LectureInfo(
        UUID id,
        String title,
        @Nullable String description,
        @Nullable CourseInfo course,
        @Nullable String language,
        String room,
        LectureState state,
        boolean published,
        Instant recordedAt,
        @Nullable Integer version,
        @Nullable Double durationSeconds,
        boolean live,
        List<PublishedView> views,
        @Nullable UUID publicationId,
        Descriptions.@Nullable Poster poster,
        List<SlideMatch> matches) {

    /**
     * A slide that was searched for.
     *
     * @param seconds when it appears
     * @param excerpt of its text
     */
    public record SlideMatch(double seconds, String excerpt) {}
}
