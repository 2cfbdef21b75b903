package org.lectern.api.rehearsal;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.rehearsal.Rehearsals;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.room.RoomInfo;
import org.lectern.model.LecternException;

/**
 * Lets every room that has a recorder rehearse once a night, from {@code lectern.rehearsal.at} on; a room
 * that is busy is asked again for some hours. Off where that is not set.
 */
@ApplicationScoped
class Night {
    private static final Duration LONGEST = Duration.ofHours(3);
    private static final Logger LOG = Logger.getLogger(Night.class);

    private final Rehearsals rehearsals;
    private final RehearsalCaller caller;
    private final RoomCatalogue rooms;
    private final Clock clock;
    private final Optional<LocalTime> at;
    private final ZoneId zone;

    Night(
            Rehearsals rehearsals,
            RehearsalCaller caller,
            RoomCatalogue rooms,
            Clock clock,
            @ConfigProperty(name = "lectern.rehearsal.at") Optional<LocalTime> at,
            @ConfigProperty(name = "lectern.rehearsal.zone") Optional<ZoneId> zone) {
        this.rehearsals = rehearsals;
        this.caller = caller;
        this.rooms = rooms;
        this.clock = clock;
        this.at = at;
        this.zone = zone.orElse(ZoneId.systemDefault());
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (at.isEmpty()) {
            return;
        }
        ZonedDateTime now = clock.instant().atZone(zone);
        for (RoomInfo room : rooms.all()) {
            if (room.agent() != null && isDue(now, at.get(), rehearsals.lastAsked(room.id()))) {
                try {
                    caller.call(room.id());
                } catch (LecternException e) {
                    LOG.debugf("%s does not rehearse now: %s", room.name(), e.getMessage());
                }
            }
        }
    }

    /** Whether it is the time of night, and the room has not been asked since it began. */
    static boolean isDue(ZonedDateTime now, LocalTime at, @Nullable Instant lastAsked) {
        ZonedDateTime begin = now.with(at);
        if (begin.isAfter(now)) {
            begin = begin.minusDays(1);
        }
        return now.isBefore(begin.plus(LONGEST)) && (lastAsked == null || lastAsked.isBefore(begin.toInstant()));
    }
}
