package org.lectern.catalogue.work;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * The queue of what may wait, apart from the one that lectures wait for: whatever piles up here, no
 * encode stands behind it. Within a transaction a task commits or rolls back with it.
 */
@ApplicationScoped
public class BackgroundTasks {
    /** The queue's table. */
    public static final String TABLE = "background_tasks";

    /** Makes what stands beside the video of a closed publication. */
    public static final TaskDescriptor<PublicationRef> DESCRIBE_PUBLICATION =
            TaskDescriptor.of("describe-publication", PublicationRef.class);

    /** Makes the composite view of a closed publication. */
    public static final TaskDescriptor<PublicationRef> COMPOSE_PUBLICATION =
            TaskDescriptor.of("compose-publication", PublicationRef.class);

    /** Behind descriptions, which take seconds. */
    private static final int COMPOSE_PRIORITY = -10;

    private final SchedulerClient queue;

    BackgroundTasks(DataSource dataSource) {
        queue = SchedulerClient.Builder.create(dataSource)
                .tableName(TABLE)
                .serializer(Tasks.SERIALIZER)
                .enablePriority()
                .build();
    }

    /** Queues the describing of a publication; does nothing if it is queued already. */
    public void describe(PublicationRef publication, Instant now) {
        queue.scheduleIfNotExists(DESCRIBE_PUBLICATION
                .instance(publication.publicationId().toString())
                .data(publication)
                .scheduledTo(now));
    }

    /** Queues the making of a publication's composite view; does nothing if it is queued already. */
    public void compose(PublicationRef publication, Instant now) {
        queue.scheduleIfNotExists(COMPOSE_PUBLICATION
                .instance(publication.publicationId().toString())
                .data(publication)
                .priority(COMPOSE_PRIORITY)
                .scheduledTo(now));
    }
}
