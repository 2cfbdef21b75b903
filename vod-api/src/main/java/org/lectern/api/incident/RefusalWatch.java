package org.lectern.api.incident;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.lectern.catalogue.capture.Refusals;

/** Asks recorders again that would not begin a capture. Several servers may do so at once. */
@ApplicationScoped
class RefusalWatch {
    private final Refusals refusals;

    RefusalWatch(Refusals refusals) {
        this.refusals = refusals;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        refusals.tryAgain();
    }
}
