package org.lectern.transcoder.describe;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.work.BackgroundTasks;
import org.lectern.catalogue.work.PublicationRef;
import org.lectern.transcoder.Gate;
import org.lectern.transcoder.queue.BackgroundJob;

/** Describing publications, as a job that may wait. */
@ApplicationScoped
class DescribeJob implements BackgroundJob {
    private final DescribeConfig config;
    private final PublicationDescriber describer;
    private final Descriptions descriptions;

    DescribeJob(DescribeConfig config, PublicationDescriber describer, Descriptions descriptions) {
        this.config = config;
        this.describer = describer;
        this.descriptions = descriptions;
    }

    @Override
    public TaskDescriptor<PublicationRef> task() {
        return BackgroundTasks.DESCRIBE_PUBLICATION;
    }

    @Override
    public boolean enabled() {
        return config.enabled();
    }

    @Override
    public void run(UUID publicationId, Gate gate) {
        describer.describe(publicationId, gate);
    }

    @Override
    public void fail(UUID publicationId, String problem) {
        descriptions.fail(publicationId, problem);
    }

    @Override
    public String made() {
        return "storyboard and slides";
    }

    @Override
    public String metric() {
        return "lectern.description";
    }
}
