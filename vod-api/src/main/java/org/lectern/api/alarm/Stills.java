package org.lectern.api.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The newest still of each device, in memory only. Safe for all threads. */
@ApplicationScoped
class Stills {
    /** A picture that is older says nothing of the room. */
    static final Duration OLD = Duration.ofMinutes(1);

    /** Somebody who asked this lately looks at the console. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final Map<UUID, Instant> asked = new ConcurrentHashMap<>();
    private final Map<UUID, Still> newest = new ConcurrentHashMap<>();
    private final Clock clock;

    Stills(Clock clock) {
        this.clock = clock;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Still(byte[] jpeg, Instant at) {
        String tag() {
            return Long.toString(at.toEpochMilli(), 36);
        }
    }

    void put(UUID deviceId, byte[] jpeg) {
        Instant now = clock.instant();
        newest.values().removeIf(still -> still.at.plus(OLD).isBefore(now));
        asked.values().removeIf(at -> at.plus(OLD).isBefore(now));
        newest.put(deviceId, new Still(jpeg, now));
    }

    /** Whether somebody looks at the device. */
    boolean isWatched(UUID deviceId) {
        Instant last = asked.get(deviceId);
        return last != null && last.plus(LATELY).isAfter(clock.instant());
    }

    /** The device's still, which somebody wants to see. */
    Optional<Still> get(UUID deviceId) {
        asked.put(deviceId, clock.instant());
        return Optional.ofNullable(newest.get(deviceId))
                .filter(still -> still.at.plus(OLD).isAfter(clock.instant()));
    }
}
