package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Coverages;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.catalogue.standby.Twins;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.catalogue.work.TaskAdder;
import org.lectern.catalogue.work.TrackNames;
import org.lectern.model.CaptureState;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.BoundaryPlanner;
import org.lectern.model.plan.ChunkPlanner;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.StandbyPlanner;

/**
 * Carries the publication of a capture on as its journal grows: makes it, adds tracks, queues chunks,
 * fixes the end. Runs in the transaction that merged the report, with the capture's row locked.
 */
@ApplicationScoped
class PublicationPlanning {
    private final PublicationRepository publications;
    private final PublicationTrackRepository publicationTracks;
    private final ChunkRepository chunks;
    private final TrackRepository tracks;
    private final Recorders recorders;
    private final Coverages coverages;
    private final PublicationRevision revision;
    private final ChunkSpans spans;
    private final TrackEncoders encoders;
    private final ChunkQueue queue;
    private final LectureRepository lectures;
    private final TaskAdder tasks;
    private final Completeness completeness;
    private final Clock clock;

    PublicationPlanning(
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            TrackRepository tracks,
            Recorders recorders,
            Coverages coverages,
            PublicationRevision revision,
            ChunkSpans spans,
            TrackEncoders encoders,
            ChunkQueue queue,
            LectureRepository lectures,
            TaskAdder tasks,
            Completeness completeness,
            Clock clock) {
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.tracks = tracks;
        this.recorders = recorders;
        this.coverages = coverages;
        this.revision = revision;
        this.spans = spans;
        this.encoders = encoders;
        this.queue = queue;
        this.lectures = lectures;
        this.tasks = tasks;
        this.completeness = completeness;
        this.clock = clock;
    }

    void advance(CaptureEntity capture) {
        boolean complete = capture.state == CaptureState.COMPLETE;
        var known = new Known(tracks.ofCapture(capture.id), recorders.of(capture.id));
        Optional<PublicationEntity> publication =
                publications.ofCapture(capture.id).or(() -> begin(capture, known, complete));
        if (publication.isPresent()) {
            carryOn(publication.get(), known, complete);
        } else if (complete) {
            lectures.findById(capture.lectureId).become(LectureState.FAILED);
            known.rows().forEach(row -> row.late = false);
            completeness.judge(capture.id);
        }
    }

    /**
     * What is known of a capture.
     *
     * @param rows its recorders; none where nobody stands by
     */
    private record Known(List<TrackEntity> tracks, List<CaptureRecorderEntity> rows) {
        List<Twins> twins() {
            return Twins.of(tracks, rows);
        }

        Twins twinsOf(PublicationTrackEntity planned) {
            return twins().stream()
                    .filter(twins -> twins.has(planned.trackId))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Optional<PublicationEntity> begin(CaptureEntity capture, Known known, boolean complete) {
        OptionalLong origin = OriginRule.decide(
                coverage(known, false), coverage(known, true), mayStillBegin(known), Grid.DEFAULT, complete);
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        LectureEntity lecture = lectures.findById(capture.lectureId);
        if (lecture.state == LectureState.FAILED) {
            // Nothing was thought to come, and a recorder that stands by brought something.
            lecture.become(LectureState.RECORDING);
        }
        var publication = new PublicationEntity();
        publication.id = UUID.randomUUID();
        publication.lectureId = capture.lectureId;
        publication.captureId = capture.id;
        publication.version = publications
                .newestOf(capture.lectureId)
                .map(newest -> newest.version + 1)
                .orElse(1);
        publication.state = PublicationState.LIVE;
        publication.originUs = origin.getAsLong();
        publication.language = lectures.languageOf(capture.lectureId).orElse(null);
        publication.segmentUs = Grid.DEFAULT.segmentUs();
        publication.chunkSegments = Grid.DEFAULT.segmentsPerChunk();
        publication.views = List.of();
        publication.createdAt = clock.instant();
        publications.persist(publication);
        return Optional.of(publication);
    }

    private static List<OriginRule.Coverage> coverage(Known known, boolean standby) {
        return known.tracks().stream()
                .filter(track -> (track.standbyId != null) == standby)
                .map(track -> new OriginRule.Coverage(track.firstUs, track.knownUntilUs))
                .toList();
    }

    /** Whether the room's own recorder, with others beside it, may still come. */
    private boolean mayStillBegin(Known known) {
        return known.rows().stream()
                .filter(row -> row.rank == 0)
                .anyMatch(row -> recorders.isAwaited(row, Coverages.isWhole(row, known.tracks()), null));
    }

    private void carryOn(PublicationEntity publication, Known known, boolean complete) {
        if (publication.state == PublicationState.CLOSED) {
            revision.revise(publication, known.tracks(), known.rows());
            return;
        }
        addTracks(publication, known);
        List<PublicationTrackEntity> planned = publicationTracks.ofPublication(publication.id);
        for (PublicationTrackEntity track : planned) {
            Twins twins = known.twinsOf(track);
            int ready = known.rows().isEmpty()
                    ? ChunkPlanner.readyChunks(
                            track.plan, publication.grid(), twins.leader().knownUntilUs - publication.originUs)
                    : ready(publication, track, twins, known);
            queue.queueUntil(publication, track, twins.leader().role, ready, null);
        }
        if (complete && publication.state == PublicationState.LIVE) {
            finish(publication, planned, known);
        }
    }

    /** How many chunks are ready where several record; notes since when the next one waits. */
    private int ready(PublicationEntity publication, PublicationTrackEntity track, Twins twins, Known known) {
        Grid grid = publication.grid();
        // Chunks that may end behind their mark wait as much longer.
        long originUs = publication.originUs + BoundaryPlanner.latestUs(track.plan);
        long fromUs = originUs + grid.chunkStartUs(track.plannedChunks);
        List<StandbyPlanner.Known> covered =
                coverages.known(twins, known.tracks(), known.rows(), fromUs, track.waitingSince);
        int ready = StandbyPlanner.readyChunks(grid, originUs, track.plannedChunks, covered);
        boolean waits = StandbyPlanner.isKnown(grid, originUs, ready, covered);
        if (ready > track.plannedChunks || !waits) {
            track.waitingSince = waits ? clock.instant() : null;
        } else if (track.waitingSince == null) {
            track.waitingSince = clock.instant();
        }
        return ready;
    }

    private void addTracks(PublicationEntity publication, Known known) {
        List<PublicationTrackEntity> there = publicationTracks.ofPublication(publication.id);
        List<String> names = new java.util.ArrayList<>(
                there.stream().map(track -> track.name).toList());
        known.twins().stream()
                .filter(twins -> there.stream().noneMatch(planned -> twins.has(planned.trackId)))
                .flatMap(twins -> Optional.ofNullable(twins.delivering()).stream())
                .sorted(Comparator.comparing((TrackEntity track) -> kind(track))
                        .thenComparing(track -> TrackNames.soundRank(track.role))
                        .thenComparing(track -> track.name))
                .forEach(track -> {
                    var planned = new PublicationTrackEntity();
                    planned.id = UUID.randomUUID();
                    planned.publicationId = publication.id;
                    planned.trackId = track.id;
                    planned.name = TrackNames.next(track.role, kind(track), names);
                    planned.plan = spans.plan(publication, track);
                    planned.encoder = encoders.choose(track, there);
                    names.add(planned.name);
                    publicationTracks.persist(planned);
                });
    }

    private static MediaKind kind(TrackEntity track) {
        return track.firstFormat == null
                ? Objects.requireNonNull(track.kind)
                : track.firstFormat.codec().kind();
    }

    /** The journal is whole: the end is where the last medium ends, or what was promised by then. */
    private void finish(PublicationEntity publication, List<PublicationTrackEntity> planned, Known known) {
        chunks.flush();
        // From here on a worker that finishes a chunk waits until the end is fixed.
        PublicationEntity locked = publications.locked(publication.id).orElseThrow();
        Grid grid = locked.grid();
        long totalUs = 1;
        for (PublicationTrackEntity track : planned) {
            long lastUs = coverages.lastUs(known.twinsOf(track), known.tracks(), known.rows(), 0L) - locked.originUs;
            // Where chunks begin behind the marks, the last of those that were promised ends behind its mark.
            long promisedUs = track.plannedChunks == 0
                    ? 0
                    : grid.chunkStartUs(track.plannedChunks) + BoundaryPlanner.latestUs(track.plan);
            totalUs = Math.max(totalUs, Math.max(lastUs, promisedUs));
        }
        locked.totalUs = totalUs;
        locked.become(PublicationState.FINISHING);
        for (PublicationTrackEntity track : planned) {
            queue.queueUntil(locked, track, known.twinsOf(track).leader().role, grid.chunkCount(totalUs), totalUs);
        }
        chunks.flush();
        if (chunks.open(locked.id) == 0) {
            tasks.close(new PublicationRef(locked.id), clock.instant());
        }
    }
}
