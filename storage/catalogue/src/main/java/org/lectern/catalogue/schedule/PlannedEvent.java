package org.lectern.catalogue.schedule;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.lecture.CourseInfo;

/**
 * A planned lecture or series.
 *
 * @param startsAt the first lecture, wall time of the zone
 * @param leadInMinutes null for the default
 * @param leadOutMinutes null for the default
 * @param ended whether no more lectures are planned of it
 */
public record PlannedEvent(
        UUID id,
        UUID roomId,
        String room,
        @Nullable CourseInfo course,
        String title,
        String zone,
        LocalDateTime startsAt,
        int durationMinutes,
        @Nullable String rrule,
        List<LocalDateTime> exdates,
        List<LocalDateTime> rdates,
        @Nullable Integer leadInMinutes,
        @Nullable Integer leadOutMinutes,
        boolean ended) {}
