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

    /** Position 0 of the publication, in microseconds on the capture's timeline; empty if not settled. */
    static OptionalLong decide(List<Coverage> tracks, Grid grid, boolean complete) {
        OptionalLong first = tracks.stream()
                .map(Coverage::firstUs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min();
        if (first.isEmpty()) {
            return first;
        }
        boolean chunkKnown =
                tracks.stream().anyMatch(track -> track.knownUntilUs() - first.getAsLong() >= grid.chunkUs());
        return chunkKnown || complete ? first : OptionalLong.empty();
    }
}
