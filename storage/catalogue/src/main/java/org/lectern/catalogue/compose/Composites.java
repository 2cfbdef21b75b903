package org.lectern.catalogue.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.lectern.catalogue.entity.CompositeChunkEntity;
import org.lectern.catalogue.entity.CompositeChunkRepository;
import org.lectern.catalogue.entity.CompositeEntity;
import org.lectern.catalogue.entity.CompositeRepository;
import org.lectern.catalogue.work.BackgroundTasks;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.model.CompositeState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkResult;

/** Keeps how far the composite views of publications are made. Each call is one transaction. */
@ApplicationScoped
public class Composites {
    private final CompositeRepository composites;
    private final CompositeChunkRepository chunks;
    private final BackgroundTasks tasks;
    private final Clock clock;

    Composites(CompositeRepository composites, CompositeChunkRepository chunks, BackgroundTasks tasks, Clock clock) {
        this.composites = composites;
        this.chunks = chunks;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Has the composite of a closed publication made; does nothing if it was ordered before. */
    @Transactional
    public void order(UUID publicationId) {
        if (composites.findByIdOptional(publicationId).isEmpty()) {
            var row = new CompositeEntity();
            row.publicationId = publicationId;
            row.state = CompositeState.WAITING;
            row.changedAt = clock.instant();
            composites.persist(row);
            tasks.compose(new PublicationRef(publicationId), clock.instant());
        }
    }

    /** Whether a worker has still to make it. */
    @Transactional
    public boolean isWaiting(UUID publicationId) {
        return locked(publicationId).state == CompositeState.WAITING;
    }

    /** Whether it can be played. */
    @Transactional
    public boolean isDone(UUID publicationId) {
        return composites
                .findByIdOptional(publicationId)
                .filter(row -> row.state == CompositeState.DONE)
                .isPresent();
    }

    /** The chunks that have been made, by index. */
    @Transactional
    public SortedMap<Integer, ChunkResult> chunks(UUID publicationId) {
        SortedMap<Integer, ChunkResult> made = new TreeMap<>();
        chunks.ofPublication(publicationId).forEach(chunk -> made.put(chunk.index, chunk.result));
        return made;
    }

    /** Keeps a chunk whose objects are stored. Idempotent. */
    @Transactional
    public void add(UUID publicationId, int index, ChunkResult result) {
        locked(publicationId);
        if (chunks.findByIdOptional(new CompositeChunkEntity.Key(publicationId, index))
                .isEmpty()) {
            var row = new CompositeChunkEntity();
            row.publicationId = publicationId;
            row.index = index;
            row.result = result;
            chunks.persist(row);
        }
    }

    /** Notes that its playlists are stored. Idempotent. */
    @Transactional
    public void finish(UUID publicationId) {
        end(publicationId, CompositeState.DONE);
    }

    /** Notes that nobody could make it. The other views are played. */
    @Transactional
    public void fail(UUID publicationId, String problem) {
        end(publicationId, CompositeState.FAILED).problem = problem;
    }

    private CompositeEntity end(UUID publicationId, CompositeState state) {
        CompositeEntity row = locked(publicationId);
        if (row.state != state) {
            row.become(state);
            row.changedAt = clock.instant();
        }
        return row;
    }

    private CompositeEntity locked(UUID publicationId) {
        return composites
                .locked(publicationId)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such publication any more."));
    }
}
