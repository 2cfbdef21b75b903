package org.lectern.catalogue.work;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.VideoEncoder;

/**
 * Adds tasks to the queue. Within a transaction the task commits or rolls back with it, as both use the
 * same connection.
 */
@ApplicationScoped
public class TaskAdder {
    private final SchedulerClient queue;

    TaskAdder(DataSource dataSource) {
        queue = SchedulerClient.Builder.create(dataSource)
                .serializer(Tasks.SERIALIZER)
                .enablePriority()
                .build();
    }

    /** Queues a chunk; does nothing if it is queued already. */
    public void encode(ChunkRef chunk, int priority, Instant now) {
        encode(chunk, null, priority, now);
    }

    /**
     * Queues a chunk for workers with an encoder; does nothing if it is queued already.
     *
     * @param encoder a {@code VideoEncoder} key, null for all workers
     */
    public void encode(ChunkRef chunk, @Nullable String encoder, int priority, Instant now) {
        VideoEncoder kind = encoder == null ? null : VideoEncoder.of(encoder).orElse(null);
        queue.scheduleIfNotExists(Tasks.encodeChunk(kind)
                .instance(chunk.publicationTrackId() + "/" + chunk.index() + (chunk.rest() ? "/rest" : ""))
                .data(chunk)
                .priority(priority)
                .scheduledTo(now));
    }

    /** Queues the closing of a publication; does nothing if it is queued already. */
    public void close(PublicationRef publication, Instant now) {
        queue.scheduleIfNotExists(Tasks.CLOSE_PUBLICATION
                .instance(publication.publicationId().toString())
                .data(publication)
                .priority(Tasks.CLOSE_PRIORITY)
                .scheduledTo(now));
    }

    /** Queues the reading of an uploaded file; does nothing if it is queued already. */
    public void importUpload(UploadRef upload, Instant now) {
        queue.scheduleIfNotExists(Tasks.IMPORT_UPLOAD
                .instance(upload.uploadId().toString())
                .data(upload)
                .priority(Tasks.IMPORT_PRIORITY)
                .scheduledTo(now));
    }
}
