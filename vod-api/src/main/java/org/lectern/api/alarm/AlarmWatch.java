package org.lectern.api.alarm;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.lectern.api.agent.AgentPresence;
import org.lectern.catalogue.alarm.AlarmInfo;
import org.lectern.catalogue.alarm.Alarms;
import org.lectern.model.AlarmKind;
import org.lectern.model.control.AgentMessage;

/**
 * Brings what agents tell into the books, once a second, and raises the alarm when one goes silent that
 * this server has heard. The database is asked only when something changes, and once a minute.
 */
@ApplicationScoped
class AlarmWatch {
    /** With the second between looks, and one for the database, the alarm stands within ten. */
    static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(AlarmWatch.class);

    private final AgentPresence presence;
    private final Alarms alarms;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private volatile Map<AlarmKind, Long> standing = Map.of();

    AlarmWatch(AgentPresence presence, Alarms alarms, MeterRegistry metrics, Clock clock) {
        this.presence = presence;
        this.alarms = alarms;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the books have of an agent, as far as this server has brought it there. */
    private record Known(List<Fact> facts, boolean lost, Instant at) {}

    private record Fact(Object captureId, Object deviceId, AlarmKind kind) {
        static Fact of(AgentMessage.Alarm alarm) {
            return new Fact(String.valueOf(alarm.captureId()), String.valueOf(alarm.deviceId()), alarm.kind());
        }
    }

    void start(@Observes StartupEvent event) {
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder("lectern.alarms", this, watch -> watch.standing.getOrDefault(kind, 0L))
                    .tag("kind", kind.name())
                    .register(metrics);
        }
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        boolean changed = false;
        for (AgentPresence.Heard heard : presence.heard()) {
            try {
                changed |= look(heard);
            } catch (RuntimeException e) {
                LOG.warn("The alarms of an agent could not be written down; it is tried again.", e);
            }
        }
        if (changed) {
            count();
        }
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        standing = alarms.standing().stream().collect(Collectors.groupingBy(AlarmInfo::kind, Collectors.counting()));
    }

    private boolean look(AgentPresence.Heard heard) {
        Instant now = clock.instant();
        Known before = known.get(heard.agentId());
        if (heard.at().plus(SILENCE).isBefore(now)) {
            if (before == null || !before.lost) {
                alarms.lost(heard.agentId(), heard.name(), heard.at());
                known.put(heard.agentId(), new Known(List.of(), true, now));
                return true;
            }
            return false;
        }
        AgentMessage.Telemetry told = heard.telemetry();
        if (told == null) {
            return false;
        }
        List<Fact> facts = told.alarms().stream().map(Fact::of).toList();
        if (before != null
                && !before.lost
                && before.facts.equals(facts)
                && before.at.plus(AGAIN).isAfter(now)) {
            return false;
        }
        alarms.told(heard.agentId(), told.alarms());
        known.put(heard.agentId(), new Known(facts, false, now));
        return true;
    }
}
