package org.lectern.catalogue.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.AgentCommandEntity;
import org.lectern.catalogue.entity.AgentCommandRepository;
import org.lectern.catalogue.entity.AgentRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/** The commands of each agent, kept until it acknowledges them. Each call is one transaction. */
@ApplicationScoped
public class AgentCommands {
    private final AgentCommandRepository commands;
    private final AgentRepository agents;
    private final Refusals refusals;
    private final ObjectMapper json;
    private final Event<Added> added;
    private final Clock clock;

    AgentCommands(
            AgentCommandRepository commands,
            AgentRepository agents,
            Refusals refusals,
            ObjectMapper json,
            Event<Added> added,
            Clock clock) {
        this.commands = commands;
        this.agents = agents;
        this.refusals = refusals;
        this.json = json;
        this.added = added;
        this.clock = clock;
    }

    /**
     * Fired when a command was added. Observe it after the transaction ({@code
     * TransactionPhase.AFTER_SUCCESS}) to send it at once.
     */
    public record Added(UUID agentId) {}

    @Transactional
    void add(UUID agentId, LongFunction<ServerMessage> command) {
        // The agent's row is the lock on its sequence.
        if (agents.locked(agentId).isEmpty()) {
            throw new LecternException(ErrorCode.NOT_FOUND, "There is no such agent.");
        }
        var row = new AgentCommandEntity();
        row.agentId = agentId;
        row.sequence = commands.next(agentId);
        row.message = write(command.apply(row.sequence));
        row.createdAt = clock.instant();
        commands.persist(row);
        added.fire(new Added(agentId));
    }

    /** What an agent has not acknowledged, oldest first. */
    @Transactional
    public List<ServerMessage> waiting(UUID agentId) {
        return commands.waiting(agentId).stream().map(row -> read(row.message)).toList();
    }

    /**
     * Takes an agent's answer to a command. A start that is refused is asked for again; see {@link Refusals}.
     *
     * @param error null if the command was carried out
     */
    @Transactional
    public void acknowledge(UUID agentId, long command, AgentMessage.@Nullable Problem error) {
        AgentCommandEntity row = commands.findById(new AgentCommandEntity.Key(agentId, command));
        if (row == null || row.acknowledgedAt != null) {
            return;
        }
        row.acknowledgedAt = clock.instant();
        row.error = error == null ? null : error.detail();
        switch (read(row.message)) {
            case ServerMessage.Start start -> refusals.answered(agentId, start.captureId(), error);
            case ServerMessage.Stop stop -> refusals.stopped(agentId, stop.captureId());
            default -> {}
        }
    }

    /** Takes back the starts of a capture that its agent has not acknowledged. */
    void withdraw(UUID agentId, UUID captureId) {
        for (AgentCommandEntity row : commands.waiting(agentId)) {
            if (read(row.message) instanceof ServerMessage.Start start
                    && start.captureId().equals(captureId)) {
                row.acknowledgedAt = clock.instant();
                row.error = "withdrawn";
            }
        }
    }

    private String write(ServerMessage message) {
        try {
            return json.writerFor(ServerMessage.class).writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerMessage read(String message) {
        try {
            return json.readValue(message, ServerMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A command that cannot be read", e);
        }
    }
}
