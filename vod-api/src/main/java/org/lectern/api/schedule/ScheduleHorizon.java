package org.lectern.api.schedule;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.api.agent.AgentPresence;
import org.lectern.catalogue.schedule.Schedule;
import org.lectern.catalogue.schedule.ScheduleReader;
import org.lectern.model.LecternException;

/** Moves the ends of what is planned and of what agents know along with time. Several servers may do so at once. */
@ApplicationScoped
class ScheduleHorizon {
    private static final Logger LOG = Logger.getLogger(ScheduleHorizon.class);

    private final Schedule schedule;
    private final ScheduleReader reader;
    private final AgentPresence presence;

    ScheduleHorizon(Schedule schedule, ScheduleReader reader, AgentPresence presence) {
        this.schedule = schedule;
        this.reader = reader;
        this.presence = presence;
    }

    @Scheduled(every = "24h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void grow() {
        for (UUID event : schedule.growing()) {
            try {
                schedule.grow(event);
            } catch (LecternException e) {
                LOG.warnf("A series could not be planned further ahead: %s", e.getMessage());
            }
        }
    }

    @Scheduled(every = "30m", delayed = "30m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tellAgents() {
        reader.agents().forEach(presence::sendSchedule);
    }
}
