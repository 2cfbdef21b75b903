package org.lectern.catalogue.completeness;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.IncidentKind;

/**
 * Something that keeps a capture from being complete.
 *
 * @param track name of the device, null if it is the whole capture's
 * @param lostSeconds how much media it is about
 * @param detail what happened, for a person
 * @param acknowledgedBy who has taken note of it, null if nobody has
 */
public record Incident(
        UUID id,
        UUID captureId,
        UUID lectureId,
        String title,
        String roomName,
        @Nullable String track,
        IncidentKind kind,
        double lostSeconds,
        String detail,
        Instant openedAt,
        @Nullable String acknowledgedBy) {}
