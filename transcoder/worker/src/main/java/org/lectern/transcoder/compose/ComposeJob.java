package org.lectern.transcoder.compose;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.lectern.catalogue.compose.Composites;
import org.lectern.catalogue.work.BackgroundTasks;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.transcoder.Gate;
import org.lectern.transcoder.queue.BackgroundJob;

/** Making composite views, as a job that may wait. */
@ApplicationScoped
class ComposeJob implements BackgroundJob {
    private final ComposeConfig config;
    private final PublicationComposer composer;
    private final Composites composites;

    ComposeJob(ComposeConfig config, PublicationComposer composer, Composites composites) {
        this.config = config;
        this.composer = composer;
        this.composites = composites;
    }

    @Override
    public TaskDescriptor<PublicationRef> task() {
        return BackgroundTasks.COMPOSE_PUBLICATION;
    }

    @Override
    public boolean enabled() {
        return config.enabled();
    }

    @Override
    public void run(UUID publicationId, Gate gate) {
        composer.compose(publicationId, gate);
    }

    @Override
    public void fail(UUID publicationId, String problem) {
        composites.fail(publicationId, problem);
    }

    @Override
    public String made() {
        return "its composite view";
    }

    @Override
    public String metric() {
        return "lectern.composite";
    }
}
