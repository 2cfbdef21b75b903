package org.lectern.catalogue.capture;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.Grid;

/**
 * Decides where on the capture's timeline a publication begins. Pure.
 *
 * <p>It begins where the first device was heard or seen. That is settled when a chunk's worth of some
 * track is known, which is before anything can be encoded, so nobody waits for it; or when the capture
 * is complete.
 */
final class OriginRule {
    private OriginRule() {}

    /**
     * What is known of one track.
     *
     * @param firstUs where its first segment begins; null if it has none
     * @param knownUntilUs how far its journal is known
     */
    record Coverage(@Nullable Long firstUs, long knownUntilUs) {}

    /** A recorder that begins so much later than one that stands by has missed the beginning. */
    static final long LATE_US = 2_000_000;

    /**
     * As {@link #decide(List, Grid, boolean)} by what the room's own recorder has; by what another has
     * where that one does not come, or came late.
     *
     * @param standbys the tracks of those that stand by
     * @param mayCome whether the room's own recorder, if it has nothing yet, is still expected
     */
    static OptionalLong decide(
            List<Coverage> own, List<Coverage> standbys, boolean mayCome, Grid grid, boolean complete) {
        OptionalLong first = first(own);
        OptionalLong other = first(standbys);
        if (other.isEmpty()) {
            return decide(own, grid, complete);
        }
        if (first.isEmpty()) {
            return mayCome && !complete ? OptionalLong.empty() : decide(standbys, grid, complete);
        }
        if (other.getAsLong() < first.getAsLong() - LATE_US) {
            return decide(standbys, grid, complete);
        }
        return decide(own, grid, complete);
    }

    private static OptionalLong first(List<Coverage> tracks) {
        return tracks.stream()
                .map(Coverage::firstUs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min();
    }

    /** Position 0 of the publication, in microseconds on the capture's timeline; empty if not settled. */
    static OptionalLong decide(List<Coverage> tracks, Grid grid, boolean complete) {
        OptionalLong first = first(tracks);
        if (first.isEmpty()) {
            return first;
        }
        boolean chunkKnown =
                tracks.stream().anyMatch(track -> track.knownUntilUs() - first.getAsLong() >= grid.chunkUs());
        return chunkKnown || complete ? first : OptionalLong.empty();
    }
}
