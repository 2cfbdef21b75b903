package org.lectern.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectStore;

/** Makes the bucket, as soon as the store is there, and tells whether it is. */
@Readiness
@ApplicationScoped
class StoreHealth implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(StoreHealth.class);
    private static final int RETRY_SECONDS = 2;

    private final ObjectStore store;
    private final ScheduledExecutorService retry = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bucket").factory());
    private volatile boolean ready;

    StoreHealth(ObjectStore store) {
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        retry.execute(this::makeBucket);
    }

    private void makeBucket() {
        try {
            store.createBucket();
            ready = true;
        } catch (LecternException e) {
            LOG.warnf("%s It is tried again in %d s.", e.getMessage(), RETRY_SECONDS);
            retry.schedule(this::makeBucket, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        retry.shutdownNow();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("object store").status(ready).build();
    }
}
