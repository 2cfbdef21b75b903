package org.lectern.recorder;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when it can record: the spool is open and can be written. The network is no part of it. */
@Readiness
@ApplicationScoped
public class SpoolHealth implements HealthCheck {
    private final RecorderApp app;

    SpoolHealth(RecorderApp app) {
        this.app = app;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("spool");
        return app.recorder()
                .map(recorder -> answer.status(Files.isWritable(recorder.spool().folder()))
                        .withData("freeBytes", recorder.spool().freeBytes())
                        .withData("waitingSegments", recorder.backlog().waitingSegments())
                        .withData("serverConnected", recorder.isConnected())
                        .build())
                .orElseGet(() -> answer.down().build());
    }
}
