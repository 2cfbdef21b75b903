package org.lectern.catalogue.lecture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.LectureState;

/**
 * A lecture as lists show it.
 *
 * @param published whether students see it
 * @param version of its newest publication; null if there is nothing to play
 * @param durationSeconds null until its end is known
 * @param live whether it still grows
 */
public record LectureInfo(
        UUID id,
        String title,
        @Nullable String description,
        @Nullable CourseInfo course,
        String room,
        LectureState state,
        boolean published,
        Instant recordedAt,
        @Nullable Integer version,
        @Nullable Double durationSeconds,
        boolean live,
        List<PublishedView> views) {}
