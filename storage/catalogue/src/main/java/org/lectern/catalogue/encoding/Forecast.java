package org.lectern.catalogue.encoding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.QueueForecast;

/**
 * When what is queued will be done.
 *
 * @param waiting chunks of which something waits for a worker
 * @param encoding chunks that workers are at
 * @param known whether times can be told: workers are there, none is paused, and their speed is known
 * @param byRendition the last of each rendition, in seconds
 */
record Forecast(int waiting, int encoding, boolean known, Map<Rendition, Double> byRendition) {
    /** A rendition of a track of a publication. */
    record Rendition(UUID publicationId, UUID publicationTrackId, String name) {}

    /** Of pieces that stand for some renditions of a chunk each. */
    static Forecast of(int waiting, int encoding, boolean known, List<QueueForecast.Due<List<Rendition>>> due) {
        Map<Rendition, Double> last = new HashMap<>();
        for (QueueForecast.Due<List<Rendition>> piece : due) {
            piece.key().forEach(rendition -> last.merge(rendition, piece.seconds(), Math::max));
        }
        return new Forecast(waiting, encoding, known, Map.copyOf(last));
    }

    /** Seconds until what is queued of a rendition is done; 0 if nothing is, null if it cannot be told. */
    @Nullable
    Double etaSeconds(Rendition rendition) {
        return known ? (Double) byRendition.getOrDefault(rendition, 0.0) : null;
    }

    /** The same of all renditions of a publication. */
    @Nullable
    Double etaSeconds(UUID publicationId) {
        if (!known) {
            return null;
        }
        return byRendition.entrySet().stream()
                .filter(entry -> entry.getKey().publicationId().equals(publicationId))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
    }
}
