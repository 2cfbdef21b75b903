package org.lectern.api.capture;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.catalogue.capture.CaptureReports;

/**
 * Carries on the captures for which one recorder waits for another: no report comes from one that is lost.
 * Several servers may do so at once.
 */
@ApplicationScoped
class StandbyWatch {
    private static final Logger LOG = Logger.getLogger(StandbyWatch.class);

    private final CaptureReports captures;

    StandbyWatch(CaptureReports captures) {
        this.captures = captures;
    }

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (UUID captureId : captures.inMotion()) {
            try {
                captures.look(captureId);
            } catch (RuntimeException e) {
                // The other captures wait as well; this one is tried again.
                LOG.errorf(e, "Capture %s could not be carried on.", captureId);
            }
        }
    }
}
