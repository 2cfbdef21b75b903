package org.lectern.transcoder.queue;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while tasks are taken. */
@Readiness
@ApplicationScoped
class QueueHealth implements HealthCheck {
    private final TaskQueue queue;

    QueueHealth(TaskQueue queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("queue").status(queue.isRunning()).build();
    }
}
