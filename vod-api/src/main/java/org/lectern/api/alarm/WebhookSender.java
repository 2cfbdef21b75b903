package org.lectern.api.alarm;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.alarm.AlarmEvent;
import org.lectern.catalogue.alarm.AlarmTelling;
import org.lectern.catalogue.alarm.Webhooks;

/**
 * Tells the webhook what changed, from the queue in the database: again after 1, 2, 4 … s, at most
 * hourly, for about a day. Threads of its own; no alarm waits for it.
 */
@ApplicationScoped
class WebhookSender {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int TRIES = 36;

    private final DataSource dataSource;
    private final Webhooks webhooks;
    private final WebhookClient client;
    private @Nullable Scheduler scheduler;

    WebhookSender(DataSource dataSource, Webhooks webhooks, WebhookClient client) {
        this.dataSource = dataSource;
        this.webhooks = webhooks;
        this.client = client;
    }

    /** It did not get there. */
    private static final class NotTold extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTold(String message) {
            super(message);
        }
    }

    void start(@Observes StartupEvent event) {
        // A setting that is wrong is told now, not with the first alarm.
        client.policy();
        var task = Tasks.oneTime(AlarmTelling.TELL)
                .onFailure((complete, operations) -> {
                    int failures = complete.getExecution().consecutiveFailures;
                    if (failures + 1 >= TRIES) {
                        LOG.warn("The webhook could not be told of an alarm for a day; it is given up.");
                        operations.stop();
                    } else {
                        operations.reschedule(complete, complete.getTimeDone().plus(pause(failures)));
                    }
                })
                .execute((instance, context) -> tell(instance.getData()));
        Scheduler started = Scheduler.create(dataSource, task)
                .serializer(org.lectern.catalogue.work.Tasks.SERIALIZER)
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(2))
                .enablePriority()
                .failureLogging(com.github.kagkarlsson.scheduler.logging.LogLevel.OFF, false)
                .build();
        started.start();
        scheduler = started;
    }

    static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(3600, 1L << Math.min(failures, 12)));
    }

    private void tell(AlarmEvent event) {
        webhooks.get().map(webhook -> client.tell(webhook, event)).ifPresent(problem -> {
            LOG.infof("The webhook was not told of an alarm: %s It is tried again.", problem);
            throw new NotTold(problem);
        });
    }

    void stop(@Observes ShutdownEvent event) {
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }
}
