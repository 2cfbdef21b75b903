package org.lectern.catalogue.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.CaptureRecorderRepository;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Twins;
import org.lectern.model.ChunkState;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.PublicationState;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.Span;
import org.lectern.model.plan.StandbyMerge;
import org.lectern.model.plan.TrackPlan;

/** Hands chunks to workers and takes back what they made of them. Each call is one transaction. */
@ApplicationScoped
public class ChunkWork {
    /** What lies this far around a chunk may be seen or heard in it: held frames, filters, lead-in. */
    private static final long BEFORE_US = 1_000_000;

    private static final long AFTER_US = 200_000;

    private final ChunkRepository chunks;
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final TrackRepository tracks;
    private final TrackEntryRepository entries;
    private final CaptureRecorderRepository recorders;
    private final CaptureRepository captures;
    private final TaskAdder queue;
    private final Clock clock;

    ChunkWork(
            ChunkRepository chunks,
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            TrackRepository tracks,
            TrackEntryRepository entries,
            CaptureRecorderRepository recorders,
            CaptureRepository captures,
            TaskAdder queue,
            Clock clock) {
        this.chunks = chunks;
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.tracks = tracks;
        this.entries = entries;
        this.recorders = recorders;
        this.captures = captures;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Notes that a worker begins a chunk, and tells all that it needs. Empty if there is nothing to do
     * any more.
     *
     * @throws LecternException with {@code NOT_FOUND} if there is no such chunk
     */
    @Transactional
    public Optional<ChunkJob> start(ChunkRef ref, String worker) {
        ChunkEntity chunk = locked(ref);
        if (ref.rest() ? chunk.state != ChunkState.PARTIAL : chunk.state.isPlayable()) {
            return Optional.empty();
        }
        if (!ref.rest()) {
            chunk.become(ChunkState.ENCODING);
        }
        Instant now = clock.instant();
        chunk.attempts++;
        chunk.worker = worker;
        chunk.startedAt = now;
        PublicationTrackEntity planned = publicationTracks.findById(ref.publicationTrackId());
        PublicationEntity publication = publications.findById(planned.publicationId);
        TrackEntity track = tracks.findById(planned.trackId);
        ChunkSpan span = span(chunk, publication.totalUs);
        FrameRate rate = planned.plan instanceof TrackPlan.Video video ? video.frameRate() : null;
        long fromUs = span == null || rate == null ? chunk.startUs : rate.positionUs(span.firstFrame());
        long untilUs = span == null || rate == null ? chunk.endUs : rate.positionUs(span.endFrame());
        Journals journals = journals(
                track,
                planned.plan.historyUs(),
                publication.originUs + Math.min(chunk.startUs, fromUs),
                publication.originUs + Math.max(chunk.endUs, untilUs));
        chunk.mediaUs = journals.mediaUs();
        return Optional.of(new ChunkJob(
                ref,
                publication.id,
                publication.lectureId,
                publication.version,
                planned.name,
                track.role,
                planned.plan,
                publication.grid(),
                chunk.startUs,
                chunk.endUs,
                publication.totalUs,
                publication.originUs,
                publication.language,
                journals.entries(),
                missing(chunk, planned.plan),
                chunk.urgency,
                Math.max(0, Duration.between(chunk.queuedAt, now).toNanos() / 1000),
                captures.findById(publication.captureId).untrusted,
                span,
                // What is left of a chunk that x264 began is x264's.
                ref.rest() ? null : planned.encoder,
                earlier(publication, planned, chunk.index)));
    }

    private ChunkJob.@Nullable Earlier earlier(
            PublicationEntity publication, PublicationTrackEntity planned, int index) {
        return publications
                .before(publication)
                .flatMap(old -> publicationTracks
                        .ofTrack(old.id, planned.trackId)
                        .flatMap(track -> chunks.findByIdOptional(new ChunkEntity.Key(track.id, index)))
                        .flatMap(chunk -> Optional.ofNullable(chunk.result)
                                .map(result -> new ChunkJob.Earlier(old.version, result, chunk.encoder))))
                .orElse(null);
    }

    private static List<String> missing(ChunkEntity chunk, TrackPlan plan) {
        return chunk.result == null ? plan.renditions() : chunk.result.missing(plan.renditions());
    }

    private static @Nullable ChunkSpan span(ChunkEntity chunk, @Nullable Long totalUs) {
        boolean last = totalUs != null && chunk.endUs >= totalUs;
        return chunk.firstFrame == null || chunk.endFrame == null
                ? null
                : new ChunkSpan(chunk.firstFrame, chunk.endFrame, last);
    }

    /**
     * What there is for a chunk.
     *
     * @param mediaUs how much of the chunk has media; null where nobody stands by
     */
    private record Journals(
            List<TrackEntry> entries, @Nullable Long mediaUs) {}

    private Journals journals(TrackEntity track, long historyUs, long fromUs, long untilUs) {
        List<CaptureRecorderEntity> rows = recorders.ofCapture(track.captureId);
        if (rows.isEmpty()) {
            return new Journals(journalAround(track, historyUs, fromUs, untilUs), null);
        }
        Twins twins = Twins.of(tracks.ofCapture(track.captureId), rows).stream()
                .filter(one -> one.has(track.id))
                .findFirst()
                .orElseThrow();
        List<List<TrackEntry>> all = twins.tracks().stream()
                .map(one -> journalAround(one, historyUs, fromUs, untilUs))
                .toList();
        List<Span> media = all.stream()
                .flatMap(journal -> StandbyMerge.media(journal).stream())
                .toList();
        return new Journals(StandbyMerge.merge(all), Span.lengthUs(Span.within(media, fromUs, untilUs)));
    }

    private List<TrackEntry> journalAround(TrackEntity track, long historyUs, long fromUs, long untilUs) {
        List<TrackEntry> journal = new ArrayList<>();
        List<TrackEntryEntity> around = entries.between(track.id, fromUs - historyUs - BEFORE_US, untilUs + AFTER_US);
        boolean segmentBefore = around.stream().anyMatch(row -> row.segment && row.startUs < fromUs);
        if (!segmentBefore) {
            entries.lastSegmentBefore(track.id, fromUs).ifPresent(row -> journal.add(row.entry));
        }
        around.forEach(row -> journal.add(row.entry));
        return journal;
    }

    /** Keeps what x264 made of a chunk. */
    @Transactional
    public void finish(ChunkRef ref, ChunkResult result, Hurry hurry, boolean slated) {
        finish(ref, result, hurry, slated, null);
    }

    /**
     * Keeps what a worker made of a chunk; of each rendition the first result stays. What it left for later
     * is queued. Where nothing else is missing, the closing of the publication is.
     *
     * @param hurry what was given up on it
     * @param encoder what its pictures were encoded by, with a digest of its parameter sets; null for x264
     */
    @Transactional
    public void finish(ChunkRef ref, ChunkResult result, Hurry hurry, boolean slated, @Nullable String encoder) {
        PublicationTrackEntity planned =
                publicationTracks.findByIdOptional(ref.publicationTrackId()).orElseThrow(() -> missing(ref));
        // One at a time per publication: of two last chunks, the later one must see the earlier one.
        PublicationEntity publication =
                publications.locked(planned.publicationId).orElseThrow(() -> missing(ref));
        ChunkEntity chunk = locked(ref);
        if (chunk.state.isWhole() || (chunk.state == ChunkState.PARTIAL && !ref.rest())) {
            return;
        }
        if (chunk.state == ChunkState.QUEUED) {
            chunk.become(ChunkState.ENCODING);
        }
        List<String> all = planned.plan.renditions();
        ChunkResult made = chunk.result == null ? result : chunk.result.with(result, all);
        boolean whole = made.missing(all).isEmpty();
        Instant now = clock.instant();
        chunk.result = made;
        if (chunk.startedAt != null) {
            chunk.encodeUs += Math.max(0, Duration.between(chunk.startedAt, now).toNanos() / 1000);
        }
        chunk.finishedAt = now;
        if (!ref.rest()) {
            chunk.hurry = hurry;
            chunk.encoder = encoder;
        }
        if (slated) {
            chunk.become(ChunkState.SLATED);
        } else {
            chunk.become(whole ? ChunkState.DONE : ChunkState.PARTIAL);
        }
        if (chunk.state == ChunkState.PARTIAL) {
            TrackEntity track = tracks.findById(planned.trackId);
            int priority = Tasks.priority(track.role, planned.plan.kind(), chunk.urgency, true);
            queue.encode(ref.theRest(), priority, now);
        }
        chunks.flush();
        if (publication.state == PublicationState.FINISHING && chunks.open(publication.id) == 0) {
            queue.close(new PublicationRef(publication.id), now);
        }
    }

    private ChunkEntity locked(ChunkRef ref) {
        return chunks.locked(ref.publicationTrackId(), ref.index()).orElseThrow(() -> missing(ref));
    }

    private static LecternException missing(ChunkRef ref) {
        return new LecternException(
                ErrorCode.NOT_FOUND,
                "There is no chunk %d of track %s any more.".formatted(ref.index(), ref.publicationTrackId()));
    }
}
