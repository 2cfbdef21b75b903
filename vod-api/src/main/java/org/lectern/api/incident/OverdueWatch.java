package org.lectern.api.incident;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.lectern.catalogue.completeness.Completeness;

/** Looks each minute for captures that should have ended long ago. Several servers may do so at once. */
@ApplicationScoped
class OverdueWatch {
    private final Completeness completeness;

    OverdueWatch(Completeness completeness) {
        this.completeness = completeness;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        completeness.judgeOverdue();
    }
}
