package org.lectern.catalogue.alarm;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;
import org.lectern.catalogue.entity.WebhookEntity;
import org.lectern.catalogue.entity.WebhookRepository;
import org.lectern.catalogue.work.Tasks;

/** Queues what the webhook is to be told, in the transaction that changes the alarm. */
@ApplicationScoped
public class AlarmTelling {
    /** Tells the webhook of one change. */
    public static final TaskDescriptor<AlarmEvent> TELL = TaskDescriptor.of("tell-webhook", AlarmEvent.class);

    private final SchedulerClient queue;
    private final WebhookRepository webhooks;

    AlarmTelling(DataSource dataSource, WebhookRepository webhooks) {
        this.webhooks = webhooks;
        queue = SchedulerClient.Builder.create(dataSource)
                .serializer(Tasks.SERIALIZER)
                .enablePriority()
                .build();
    }

    void tell(String event, AlarmInfo alarm, Instant now) {
        if (webhooks.count("id", WebhookEntity.ID) > 0) {
            queue.scheduleIfNotExists(TELL.instance(alarm.id() + "/" + event)
                    .data(AlarmEvent.of(event, alarm, now))
                    .scheduledTo(now));
        }
    }
}
