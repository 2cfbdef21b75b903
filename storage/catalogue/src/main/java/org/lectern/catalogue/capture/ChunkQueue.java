package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.ChunkEntity;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.TaskAdder;
import org.lectern.catalogue.work.Tasks;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.ChunkState;
import org.lectern.model.DeviceRole;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Hurry;

/** Makes chunks and queues them. Runs in the transaction of who asks. */
@ApplicationScoped
class ChunkQueue {
    /** So long after its end a lecture is still waited for by those who were in it. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final ChunkRepository chunks;
    private final CaptureRepository captures;
    private final ChunkSpans spans;
    private final TaskAdder tasks;
    private final Clock clock;

    ChunkQueue(ChunkRepository chunks, CaptureRepository captures, ChunkSpans spans, TaskAdder tasks, Clock clock) {
        this.chunks = chunks;
        this.captures = captures;
        this.spans = spans;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Queues the chunks of a track that have not been yet.
     *
     * @param role of its device: it decides what goes first
     * @param count how many chunks it has then
     * @param totalUs the end of the publication, null while it is not known
     */
    void queueUntil(
            PublicationEntity publication,
            PublicationTrackEntity track,
            DeviceRole role,
            int count,
            @Nullable Long totalUs) {
        Grid grid = publication.grid();
        Urgency urgency = urgency(publication);
        for (; track.plannedChunks < count; track.plannedChunks++) {
            Instant now = clock.instant();
            var chunk = new ChunkEntity();
            chunk.publicationTrackId = track.id;
            chunk.index = track.plannedChunks;
            chunk.state = ChunkState.QUEUED;
            chunk.hurry = Hurry.NONE;
            chunk.urgency = urgency;
            chunk.startUs = grid.chunkStartUs(chunk.index);
            chunk.endUs = totalUs == null ? grid.chunkStartUs(chunk.index + 1) : grid.chunkEndUs(chunk.index, totalUs);
            chunk.queuedAt = now;
            spans.fix(publication, track, chunk, totalUs);
            chunks.persist(chunk);
            tasks.encode(
                    new ChunkRef(track.id, chunk.index),
                    track.encoder,
                    Tasks.priority(role, track.plan.kind(), urgency, false),
                    now);
        }
    }

    private Urgency urgency(PublicationEntity publication) {
        CaptureEntity capture = captures.findById(publication.captureId);
        // A file that somebody sent was not taught just now.
        boolean fresh = !capture.untrusted
                && (capture.stoppedAt == null
                        || capture.stoppedAt.isAfter(clock.instant().minus(FRESH)));
        return publication.urgency == Urgency.LIVE && !fresh ? Urgency.BACKLOG : publication.urgency;
    }
}
