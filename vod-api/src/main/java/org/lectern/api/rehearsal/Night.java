package org.lectern.api.rehearsal;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.api.ApiConfig;
import org.lectern.catalogue.rehearsal.Rehearsals;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.room.RoomInfo;
import org.lectern.catalogue.schedule.ScheduleZone;
import org.lectern.model.LecternException;

/**
 * Lets every room that has a recorder rehearse once a night, from {@code lectern.rehearsal.at} on; a room
 * that is busy is asked again while the window lasts, and one whose recorder was away when it is back.
 */
@ApplicationScoped
class Night {
    private static final Logger LOG = Logger.getLogger(Night.class);

    private final Rehearsals rehearsals;
    private final RehearsalCaller caller;
    private final RoomCatalogue rooms;
    private final Clock clock;
    private final RehearsalHours hours;

    @Inject
    Night(
            Rehearsals rehearsals,
            RehearsalCaller caller,
            RoomCatalogue rooms,
            Clock clock,
            ApiConfig config,
            ScheduleZone zone) {
        this(
                rehearsals,
                caller,
                rooms,
                clock,
                RehearsalHours.of(
                        config.rehearsal().at(),
                        config.rehearsal().zone().orElse(null),
                        config.rehearsal().window(),
                        zone.get()));
    }

    Night(Rehearsals rehearsals, RehearsalCaller caller, RoomCatalogue rooms, Clock clock, RehearsalHours hours) {
        this.rehearsals = rehearsals;
        this.caller = caller;
        this.rooms = rooms;
        this.clock = clock;
        this.hours = hours;
    }

    void start(@Observes StartupEvent event) {
        if (hours.at() == null) {
            LOG.info("Rooms rehearse only when somebody asks for it (lectern.rehearsal.at is off).");
        } else {
            LOG.infof("Each room rehearses from %s on, %s.", hours.at(), hours.zone());
        }
    }

    RehearsalHours hours() {
        return hours;
    }

    private boolean isDue(UUID roomId, UUID agentId, Instant now) {
        return hours.isDue(now, rehearsals.lastAsked(roomId))
                || (rehearsals.wasAway(roomId) && caller.isOnline(agentId));
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        if (!hours.isDue(now, null)) {
            return;
        }
        for (RoomInfo room : rooms.all()) {
            AgentInfo agent = room.agent();
            if (agent != null && isDue(room.id(), agent.id(), now)) {
                try {
                    caller.call(room.id());
                } catch (LecternException e) {
                    LOG.debugf("%s does not rehearse now: %s", room.name(), e.getMessage());
                }
            }
        }
    }
}
