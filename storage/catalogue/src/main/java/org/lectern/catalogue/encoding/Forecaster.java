package org.lectern.catalogue.encoding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.EncodingPauseEntity;
import org.lectern.catalogue.entity.EncodingPauseRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.work.Tasks;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.ChunkState;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.QueueForecast;

/**
 * Makes forecasts from how long chunks of the same kind took lately. A forecast serves all who ask
 * within two seconds, so that many consoles cost no more than one. Safe for all threads.
 */
@ApplicationScoped
class Forecaster {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration LATELY = Duration.ofMinutes(30);
    /** A chunk that takes longer than chunks of its kind take is thought to need so much more of their time. */
    private static final double STILL = 0.1;

    private final ChunkRepository chunks;
    private final PublicationTrackRepository publicationTracks;
    private final TrackRepository tracks;
    private final EncodingPauseRepository pauses;
    private final Workers workers;
    private final Clock clock;
    private @Nullable Forecast newest;
    private Instant madeAt = Instant.MIN;

    Forecaster(
            ChunkRepository chunks,
            PublicationTrackRepository publicationTracks,
            TrackRepository tracks,
            EncodingPauseRepository pauses,
            Workers workers,
            Clock clock) {
        this.chunks = chunks;
        this.publicationTracks = publicationTracks;
        this.tracks = tracks;
        this.pauses = pauses;
        this.workers = workers;
        this.clock = clock;
    }

    /** A forecast that is two seconds old at most. */
    @Transactional
    synchronized Forecast forecast() {
        Instant now = clock.instant();
        Forecast made = newest;
        if (made == null || Duration.between(madeAt, now).compareTo(FRESH) >= 0) {
            made = make(now);
            newest = made;
            madeAt = now;
        }
        return made;
    }

    /** What is to be encoded of a kind. */
    private record Kind(DeviceRole role, MediaKind kind) {}

    private Forecast make(Instant now) {
        Map<Kind, Double> costs = costs(now.minus(LATELY));
        int threads = workers.present().stream().mapToInt(WorkerInfo::threads).sum();
        double dearest =
                costs.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Map<UUID, PublicationTrackEntity> planned = new HashMap<>();
        List<QueueForecast.Piece<List<Forecast.Rendition>>> pieces = new ArrayList<>();
        int encoding = 0;
        for (Tuple row : chunks.openOnes()) {
            PublicationTrackEntity track =
                    planned.computeIfAbsent(row.get("track", UUID.class), id -> publicationTracks.findById(id));
            TrackEntity recorded = tracks.findById(track.trackId);
            ChunkState state = row.get("state", ChunkState.class);
            MediaKind kind = track.plan.kind();
            double cost =
                    costs.getOrDefault(new Kind(recorded.role, kind), dearest) * row.get("lengthUs", Long.class) / 1e6;
            ChunkResult result = row.get("result", ChunkResult.class);
            List<String> missing = result == null ? track.plan.renditions() : result.missing(track.plan.renditions());
            double left = cost * track.plan.share(missing);
            boolean running = state == ChunkState.ENCODING;
            if (running) {
                encoding++;
                Instant started = row.get("startedAt", Instant.class);
                left = Math.max(
                        STILL * left, left - Duration.between(started, now).toMillis() / 1e3);
            }
            int priority =
                    Tasks.priority(recorded.role, kind, row.get("urgency", Urgency.class), state == ChunkState.PARTIAL);
            List<Forecast.Rendition> renditions = missing.stream()
                    .map(name -> new Forecast.Rendition(track.publicationId, track.id, name))
                    .toList();
            pieces.add(
                    new QueueForecast.Piece<>(renditions, running, priority, row.get("queuedAt", Instant.class), left));
        }
        boolean known = threads > 0
                && (pieces.isEmpty() || !costs.isEmpty())
                && pauses.findById(EncodingPauseEntity.ID) == null;
        return Forecast.of(pieces.size() - encoding, encoding, known, QueueForecast.of(pieces, threads));
    }

    /** Seconds of one thread for a second of media. */
    private Map<Kind, Double> costs(Instant since) {
        Map<Kind, Double> costs = new HashMap<>();
        for (Tuple row : chunks.costsSince(since)) {
            MediaKind kind = row.get("kind", MediaKind.class);
            if (kind != null) {
                costs.put(new Kind(row.get("role", DeviceRole.class), kind), row.get("cost", Double.class));
            }
        }
        return costs;
    }
}
