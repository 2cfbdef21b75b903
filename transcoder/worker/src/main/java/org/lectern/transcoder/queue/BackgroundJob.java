package org.lectern.transcoder.queue;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.util.UUID;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.transcoder.Gate;

/** Something that is made of a closed publication when nothing else is to be done. Called by one thread at a time. */
public interface BackgroundJob {
    TaskDescriptor<PublicationRef> task();

    /** Whether this worker does it. */
    boolean enabled();

    /**
     * Makes it. Idempotent: killed anywhere, it is called again.
     *
     * @param gate asked before each step of at most some seconds
     */
    void run(UUID publicationId, Gate gate);

    /** Notes that nobody could make it. */
    void fail(UUID publicationId, String problem);

    /** What a lecture lacks without it, for people. */
    String made();

    /** The name of its timer; with an s, of its counter. */
    String metric();
}
