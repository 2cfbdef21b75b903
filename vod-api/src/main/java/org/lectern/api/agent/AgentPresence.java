package org.lectern.api.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.capture.AgentCommands;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.catalogue.schedule.ScheduleChanged;
import org.lectern.catalogue.schedule.ScheduleReader;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/**
 * The agents that are connected to this process, and what they last told. An agent that is silent for
 * {@link #SILENCE} counts as lost. Safe for all threads.
 */
@ApplicationScoped
public class AgentPresence {
    private static final Logger LOG = Logger.getLogger(AgentPresence.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Map<UUID, Link> links = new ConcurrentHashMap<>();
    private final Map<UUID, Heard> heard = new ConcurrentHashMap<>();
    private final AgentCommands commands;
    private final AgentCatalogue agents;
    private final ScheduleReader schedule;
    private final ObjectMapper json;
    private final Clock clock;

    AgentPresence(
            AgentCommands commands, AgentCatalogue agents, ScheduleReader schedule, ObjectMapper json, Clock clock) {
        this.commands = commands;
        this.agents = agents;
        this.schedule = schedule;
        this.json = json;
        this.clock = clock;
    }

    private record Link(WebSocketConnection connection, Instant heardAt, AgentMessage.@Nullable Telemetry telemetry) {}

    /**
     * An agent that this process has heard since it started, connected or not.
     *
     * @param at when it was heard last
     * @param telemetry what it told last; null if nothing since it connected
     */
    public record Heard(UUID agentId, String name, Instant at, AgentMessage.@Nullable Telemetry telemetry) {}

    /** The agents that this process has heard. */
    public List<Heard> heard() {
        return List.copyOf(heard.values());
    }

    void connected(AgentInfo agent, WebSocketConnection connection) {
        UUID agentId = agent.id();
        heard.put(agentId, new Heard(agentId, agent.name(), clock.instant(), null));
        Link before = links.put(agentId, new Link(connection, clock.instant(), null));
        if (before != null && !before.connection.id().equals(connection.id())) {
            // The newest connection is the agent's: the older one hangs, or somebody uses the key twice.
            before.connection.close().subscribe().with(ignored -> {}, failure -> LOG.debug("gone already", failure));
        }
    }

    void heard(UUID agentId, AgentMessage.@Nullable Telemetry telemetry) {
        heard.computeIfPresent(
                agentId,
                (id, last) ->
                        new Heard(id, last.name, clock.instant(), telemetry == null ? last.telemetry : telemetry));
        links.computeIfPresent(
                agentId,
                (id, link) ->
                        new Link(link.connection, clock.instant(), telemetry == null ? link.telemetry : telemetry));
    }

    void disconnected(UUID agentId, WebSocketConnection connection) {
        links.computeIfPresent(agentId, (id, link) -> link.connection.id().equals(connection.id()) ? null : link);
    }

    /** Ends the connection of an agent that was removed. */
    public void disconnect(UUID agentId) {
        heard.remove(agentId);
        Link link = links.remove(agentId);
        if (link != null) {
            link.connection.close().subscribe().with(ignored -> {}, failure -> LOG.debug("gone already", failure));
        }
    }

    /** Whether the agent is connected and was heard of in the last ten seconds. */
    public boolean isOnline(UUID agentId) {
        Link link = links.get(agentId);
        return link != null && link.heardAt.plus(SILENCE).isAfter(clock.instant());
    }

    /** When the agent was last heard of; null if never. */
    public @Nullable Instant lastSeen(AgentInfo agent) {
        Link link = links.get(agent.id());
        return link == null ? agent.lastSeenAt() : link.heardAt;
    }

    /** What the agent told last; empty if it is not online. */
    public Optional<AgentMessage.Telemetry> telemetry(@Nullable UUID agentId) {
        return agentId == null || !isOnline(agentId)
                ? Optional.empty()
                : Optional.ofNullable(links.get(agentId)).map(link -> link.telemetry);
    }

    void sendWaiting(@Observes(during = TransactionPhase.AFTER_SUCCESS) AgentCommands.Added added) {
        commands.waiting(added.agentId()).forEach(command -> send(added.agentId(), command));
    }

    void sendRooms(@Observes(during = TransactionPhase.AFTER_SUCCESS) RoomCatalogue.Changed changed) {
        send(changed.agentId(), new ServerMessage.Configure(changed.agentId(), agents.roomsOf(changed.agentId())));
        // A planned capture carries its room's devices.
        sendSchedule(changed.agentId());
    }

    void sendSchedule(@Observes(during = TransactionPhase.AFTER_SUCCESS) ScheduleChanged changed) {
        sendSchedule(changed.agentId());
    }

    /** Sends an agent all that it has to record by the clock, if it is connected. */
    public void sendSchedule(UUID agentId) {
        if (links.containsKey(agentId)) {
            send(agentId, new ServerMessage.Schedule(schedule.of(agentId)));
        }
    }

    /** What the agent's clock shows at this moment; empty if it is not online. */
    public Optional<Instant> clockOf(@Nullable UUID agentId) {
        Link link = agentId == null || !isOnline(agentId) ? null : links.get(agentId);
        AgentMessage.Telemetry told = link == null ? null : link.telemetry;
        return link == null || told == null
                ? Optional.empty()
                : Optional.of(told.at().plus(Duration.between(link.heardAt, clock.instant())));
    }

    /** Sends a message if the agent is connected; what matters is kept and sent again when it is. */
    public void send(UUID agentId, ServerMessage message) {
        Link link = links.get(agentId);
        if (link == null) {
            return;
        }
        try {
            String text = json.writerFor(ServerMessage.class).writeValueAsString(message);
            link.connection
                    .sendText(text)
                    .subscribe()
                    .with(ignored -> {}, failure -> LOG.debugf("An agent went away: %s", failure.getMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
