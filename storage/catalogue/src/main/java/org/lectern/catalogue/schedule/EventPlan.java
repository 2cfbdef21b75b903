package org.lectern.catalogue.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants recorded: a single lecture or a series.
 *
 * @param courseId null for none
 * @param zone in which the wall times are meant
 * @param startsAt the first lecture, wall time
 * @param duration of one lecture, without margins
 * @param rrule RFC 5545 recurrence rule without {@code RRULE:}; null for a single lecture
 * @param exdates wall times that the rule gives and that are left out
 * @param rdates wall times beside those that the rule gives
 * @param leadIn how long before a lecture its capture begins; null for the default
 * @param leadOut how long after a lecture its capture ends; null for the default
 */
public record EventPlan(
        UUID roomId,
        @Nullable UUID courseId,
        String title,
        ZoneId zone,
        LocalDateTime startsAt,
        Duration duration,
        @Nullable String rrule,
        List<LocalDateTime> exdates,
        List<LocalDateTime> rdates,
        @Nullable Duration leadIn,
        @Nullable Duration leadOut) {}
