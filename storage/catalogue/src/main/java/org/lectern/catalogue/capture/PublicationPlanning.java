package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.catalogue.work.TaskAdder;
import org.lectern.catalogue.work.TrackNames;
import org.lectern.model.CaptureState;
import org.lectern.model.ChunkState;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.ChunkPlanner;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;

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
    private final TrackEntryRepository entries;
    private final LectureRepository lectures;
    private final TaskAdder tasks;
    private final Completeness completeness;
    private final Clock clock;

    PublicationPlanning(
            PublicationRepository publications,
            PublicationTrackRepository publicationTracks,
            ChunkRepository chunks,
            TrackRepository tracks,
            TrackEntryRepository entries,
            LectureRepository lectures,
            TaskAdder tasks,
            Completeness completeness,
            Clock clock) {
        this.publications = publications;
        this.publicationTracks = publicationTracks;
        this.chunks = chunks;
        this.tracks = tracks;
        this.entries = entries;
        this.lectures = lectures;
        this.tasks = tasks;
        this.completeness = completeness;
        this.clock = clock;
    }

    void advance(CaptureEntity capture) {
        boolean complete = capture.state == CaptureState.COMPLETE;
        List<TrackEntity> known = tracks.ofCapture(capture.id);
        Optional<PublicationEntity> publication =
                publications.ofCapture(capture.id).or(() -> begin(capture, known, complete));
        if (publication.isPresent()) {
            carryOn(publication.get(), known, complete);
        } else if (complete) {
            lectures.findById(capture.lectureId).become(LectureState.FAILED);
            completeness.judge(capture.id);
        }
    }

    private Optional<PublicationEntity> begin(CaptureEntity capture, List<TrackEntity> known, boolean complete) {
        OptionalLong origin = OriginRule.decide(
                known.stream()
                        .map(track -> new OriginRule.Coverage(track.firstUs, track.knownUntilUs))
                        .toList(),
                Grid.DEFAULT,
                complete);
        if (origin.isEmpty()) {
            return Optional.empty();
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
        publication.segmentUs = Grid.DEFAULT.segmentUs();
        publication.chunkSegments = Grid.DEFAULT.segmentsPerChunk();
        publication.views = List.of();
        publication.createdAt = clock.instant();
        publications.persist(publication);
        return Optional.of(publication);
    }

    private void carryOn(PublicationEntity publication, List<TrackEntity> known, boolean complete) {
        if (publication.state == PublicationState.CLOSED) {
            return;
        }
        addTracks(publication, known);
        List<PublicationTrackEntity> planned = publicationTracks.ofPublication(publication.id);
        for (PublicationTrackEntity track : planned) {
            TrackEntity source = source(track, known);
            long coverageUs = source.knownUntilUs - publication.originUs;
            queueUntil(publication, track, source, ChunkPlanner.readyChunks(publication.grid(), coverageUs), null);
        }
        if (complete && publication.state == PublicationState.LIVE) {
            finish(publication, planned, known);
        }
    }

    private void addTracks(PublicationEntity publication, List<TrackEntity> known) {
        List<PublicationTrackEntity> there = publicationTracks.ofPublication(publication.id);
        List<String> names = new java.util.ArrayList<>(
                there.stream().map(track -> track.name).toList());
        known.stream()
                .filter(track -> track.firstFormat != null)
                .filter(track -> there.stream().noneMatch(planned -> planned.trackId.equals(track.id)))
                .sorted(Comparator.comparing((TrackEntity track) -> kind(track))
                        .thenComparing(track -> TrackNames.soundRank(track.role))
                        .thenComparing(track -> track.name))
                .forEach(track -> {
                    var planned = new PublicationTrackEntity();
                    planned.id = UUID.randomUUID();
                    planned.publicationId = publication.id;
                    planned.trackId = track.id;
                    planned.name = TrackNames.next(track.role, kind(track), names);
                    planned.plan = LadderPlanner.plan(
                            track.role, Objects.requireNonNull(track.firstFormat), publication.grid());
                    names.add(planned.name);
                    publicationTracks.persist(planned);
                });
    }

    private static MediaKind kind(TrackEntity track) {
        return Objects.requireNonNull(track.firstFormat).codec().kind();
    }

    private static TrackEntity source(PublicationTrackEntity planned, List<TrackEntity> known) {
        return known.stream()
                .filter(track -> track.id.equals(planned.trackId))
                .findFirst()
                .orElseThrow();
    }

    private void queueUntil(
            PublicationEntity publication,
            PublicationTrackEntity track,
            TrackEntity source,
            int ready,
            @Nullable Long totalUs) {
        Grid grid = publication.grid();
        for (; track.plannedChunks < ready; track.plannedChunks++) {
            int index = track.plannedChunks;
            var chunk = new ChunkEntity();
            chunk.publicationTrackId = track.id;
            chunk.index = index;
            chunk.state = ChunkState.QUEUED;
            chunk.startUs = grid.chunkStartUs(index);
            chunk.endUs = totalUs == null ? grid.chunkStartUs(index + 1) : grid.chunkEndUs(index, totalUs);
            chunk.queuedAt = clock.instant();
            chunks.persist(chunk);
            tasks.encode(new ChunkRef(track.id, index), source.role, kind(source), clock.instant());
        }
    }

    /** The journal is whole: the end is where the last medium ends, or what was promised by then. */
    private void finish(PublicationEntity publication, List<PublicationTrackEntity> planned, List<TrackEntity> known) {
        chunks.flush();
        // From here on a worker that finishes a chunk waits until the end is fixed.
        PublicationEntity locked = publications.locked(publication.id).orElseThrow();
        Grid grid = locked.grid();
        long totalUs = 1;
        for (PublicationTrackEntity track : planned) {
            long lastUs = entries.lastSegmentBefore(track.trackId, Long.MAX_VALUE)
                    .map(row -> row.endUs - locked.originUs)
                    .orElse(0L);
            totalUs = Math.max(totalUs, Math.max(lastUs, grid.chunkStartUs(track.plannedChunks)));
        }
        locked.totalUs = totalUs;
        locked.become(PublicationState.FINISHING);
        for (PublicationTrackEntity track : planned) {
            queueUntil(locked, track, source(track, known), grid.chunkCount(totalUs), totalUs);
        }
        chunks.flush();
        if (chunks.open(locked.id) == 0) {
            tasks.close(new PublicationRef(locked.id), clock.instant());
        }
    }
}
