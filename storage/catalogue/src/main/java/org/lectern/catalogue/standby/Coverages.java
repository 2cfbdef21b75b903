package org.lectern.catalogue.standby;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.Span;
import org.lectern.model.plan.StandbyMerge;
import org.lectern.model.plan.StandbyPlanner;

/** What is known of the tracks of several recorders, for the decisions over them. */
@ApplicationScoped
public class Coverages {
    private final TrackEntryRepository entries;
    private final Recorders recorders;

    Coverages(TrackEntryRepository entries, Recorders recorders) {
        this.entries = entries;
        this.recorders = recorders;
    }

    /** Whether a recorder has told all that it has. */
    public static boolean isWhole(CaptureRecorderEntity recorder, List<TrackEntity> all) {
        return recorder.closedAt != null
                && all.stream().filter(track -> Twins.isOf(recorder, track)).allMatch(TrackEntity::isWhole);
    }

    /**
     * What each recorder knows of one stream of one device, from a position on.
     *
     * @param all every track of the capture
     * @param waitingSince since when somebody waits for more; null if nobody does
     */
    public List<StandbyPlanner.Known> known(
            Twins twins,
            List<TrackEntity> all,
            List<CaptureRecorderEntity> rows,
            long fromUs,
            @Nullable Instant waitingSince) {
        List<StandbyPlanner.Known> known = new ArrayList<>();
        for (CaptureRecorderEntity row : rows) {
            Optional<TrackEntity> own = track(twins, row);
            boolean whole = isWhole(row, all);
            known.add(new StandbyPlanner.Known(
                    own.map(track -> media(track, fromUs)).orElse(List.of()),
                    untilUs(own.orElse(null), row, all),
                    recorders.isAwaited(row, whole, waitingSince)));
        }
        return known;
    }

    /** How far a recorder has told of a stream; of a device that gave it nothing, as far as of the others. */
    private static long untilUs(@Nullable TrackEntity own, CaptureRecorderEntity row, List<TrackEntity> all) {
        if (own != null) {
            return own.knownEntries == 0 ? Long.MIN_VALUE : own.knownUntilUs;
        }
        return all.stream()
                .filter(track -> Twins.isOf(row, track) && track.knownEntries > 0)
                .mapToLong(track -> track.knownUntilUs)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** A recorder's track among twins. */
    public static Optional<TrackEntity> track(Twins twins, CaptureRecorderEntity row) {
        return twins.tracks().stream().filter(track -> Twins.isOf(row, track)).findFirst();
    }

    /**
     * Up to where a stream counts: the end of what the room's own recorder told, once it has told all;
     * what another recorded longer is not the lecture's. Without a limit where that one was lost.
     */
    public static long limitUs(Twins twins, List<TrackEntity> all, List<CaptureRecorderEntity> rows) {
        CaptureRecorderEntity own =
                rows.stream().filter(row -> row.rank == 0).findFirst().orElse(null);
        if (own == null || !isWhole(own, all)) {
            return Long.MAX_VALUE;
        }
        long until = untilUs(track(twins, own).orElse(null), own, all);
        return until == Long.MIN_VALUE ? Long.MAX_VALUE : until;
    }

    /** Where the media of twins ends, as far as it counts; {@code otherwise} if they have none. */
    public long lastUs(Twins twins, List<TrackEntity> all, List<CaptureRecorderEntity> rows, long otherwise) {
        long limitUs = limitUs(twins, all, rows);
        return twins.tracks().stream()
                .flatMap(track -> entries.lastSegmentBefore(track.id, limitUs).stream())
                .mapToLong(row -> Math.min(row.endUs, limitUs))
                .max()
                .orElse(otherwise);
    }

    /** Where twins have media together within a stretch. */
    public List<Span> merged(Twins twins, long fromUs, long untilUs) {
        List<Span> all = new ArrayList<>();
        twins.tracks().forEach(track -> all.addAll(media(track, fromUs)));
        return Span.within(all, fromUs, untilUs);
    }

    /** Where a track has media, of what ends after a position. */
    public List<Span> media(TrackEntity track, long fromUs) {
        List<TrackEntry> journal = entries.between(track.id, fromUs, Long.MAX_VALUE).stream()
                .map((TrackEntryEntity row) -> row.entry)
                .toList();
        return StandbyMerge.media(journal);
    }
}
