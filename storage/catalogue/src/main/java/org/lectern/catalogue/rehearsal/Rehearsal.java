package org.lectern.catalogue.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.RehearsalVerdict;

/**
 * The newest rehearsal of a room.
 *
 * @param finishedAt null while it runs
 * @param verdict null while it runs
 * @param findings worst first; those with the verdict FINE are only noted
 * @param refusal why a later one was not made; null if there was none
 */
public record Rehearsal(
        UUID id,
        UUID roomId,
        String roomName,
        Instant askedAt,
        @Nullable Instant finishedAt,
        @Nullable RehearsalVerdict verdict,
        List<Finding> findings,
        @Nullable String refusal) {}
