package org.lectern.api.schedule;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.schedule.EventPlan;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** What a planned lecture or series is told to be. Times are wall times of the zone. */
public record EventBody(
        @NotNull UUID roomId,
        @Nullable UUID courseId,
        @NotBlank @Size(max = 300) String title,

        @Schema(description = "Like Europe/Berlin; without it the installation's") @Nullable @Size(max = 60)
        String zone,

        @Schema(description = "The first lecture, as 2026-10-12T09:15") @NotNull
        LocalDateTime startsAt,

        @Min(1) @Max(1440) int durationMinutes,

        @Schema(description = "Recurrence rule of RFC 5545, as FREQ=WEEKLY;UNTIL=20270212T235959; null for one lecture")
        @Nullable
        @Size(max = 500)
        String rrule,

        @Schema(description = "Lectures of the rule that are left out") @Nullable @Size(max = 400)
        List<LocalDateTime> exdates,

        @Schema(description = "Lectures beside those of the rule") @Nullable @Size(max = 400)
        List<LocalDateTime> rdates,

        @Nullable @Min(0) @Max(120) Integer leadInMinutes,
        @Nullable @Min(0) @Max(120) Integer leadOutMinutes) {

    EventPlan plan(ZoneId defaultZone) {
        return new EventPlan(
                roomId,
                courseId,
                title,
                zone == null || zone.isBlank() ? defaultZone : parse(zone),
                startsAt,
                Duration.ofMinutes(durationMinutes),
                rrule,
                exdates == null ? List.of() : exdates,
                rdates == null ? List.of() : rdates,
                leadInMinutes == null ? null : Duration.ofMinutes(leadInMinutes),
                leadOutMinutes == null ? null : Duration.ofMinutes(leadOutMinutes));
    }

    private static ZoneId parse(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "There is no time zone %s. Write it as Europe/Berlin or Asia/Shanghai.".formatted(zone));
        }
    }
}
