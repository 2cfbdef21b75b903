package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.standby.Coverages;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.catalogue.standby.Twins;
import org.lectern.model.plan.StandbyPlanner;

/**
 * Decides when a capture of several recorders has all that is worth waiting for. Where the room's own
 * recorder has told all and has no hole, nobody waits for the others; where it is lost, the others will
 * do once its silence has lasted. What comes later makes a new version.
 */
@ApplicationScoped
class Settling {
    private final Coverages coverages;
    private final Recorders recorders;
    private final Clock clock;

    Settling(Coverages coverages, Recorders recorders, Clock clock) {
        this.coverages = coverages;
        this.recorders = recorders;
        this.clock = clock;
    }

    boolean isSettled(CaptureEntity capture, List<TrackEntity> all, List<CaptureRecorderEntity> rows) {
        if (rows.stream().noneMatch(row -> Coverages.isWhole(row, all))) {
            return false;
        }
        Instant since = Recorders.endingSince(rows);
        CaptureRecorderEntity own =
                rows.stream().filter(row -> row.rank == 0).findFirst().orElse(null);
        if (own != null && !Coverages.isWhole(own, all)) {
            // Another one that ended early does not end the lecture.
            if (!isOver(capture) || recorders.isAwaited(own, false, since)) {
                return false;
            }
        }
        return Twins.of(all, rows).stream().noneMatch(twins -> waits(twins, all, rows, since));
    }

    private boolean waits(
            Twins twins, List<TrackEntity> all, List<CaptureRecorderEntity> rows, @Nullable Instant since) {
        List<StandbyPlanner.Known> known = coverages.known(twins, all, rows, Long.MIN_VALUE, since);
        long fromUs = twins.tracks().stream()
                .map(track -> track.firstUs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        long lastUs =
                known.stream().mapToLong(StandbyPlanner.Known::untilUs).max().orElse(0);
        long untilUs = Math.min(lastUs, Coverages.limitUs(twins, all, rows));
        return fromUs < untilUs && StandbyPlanner.waits(known, fromUs, untilUs);
    }

    private boolean isOver(CaptureEntity capture) {
        Instant end = capture.plannedUntil;
        return capture.stopRequestedAt != null
                || (end != null && !clock.instant().isBefore(end));
    }

    /** When the last of them stopped; null if none has told. */
    static @Nullable Instant lastClosedAt(List<CaptureRecorderEntity> rows) {
        return rows.stream()
                .map(row -> row.closedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
