package org.lectern.api.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/** Questions to an agent that somebody waits for. They are asked once and never kept. Safe for all threads. */
@ApplicationScoped
public class AgentQuestions {
    private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
    private final AgentPresence presence;

    AgentQuestions(AgentPresence presence) {
        this.presence = presence;
    }

    private record Waiting(UUID agentId, CompletableFuture<AgentMessage> answer) {}

    /**
     * Asks, and waits for the answer.
     *
     * @param question makes the message, given the id that the answer must name
     * @throws LecternException with {@code AGENT_OFFLINE} if the agent is away or does not answer in time
     */
    public <T extends AgentMessage> T ask(
            UUID agentId, Function<UUID, ServerMessage> question, Class<T> kind, Duration patience) {
        if (!presence.isOnline(agentId)) {
            throw new LecternException(
                    ErrorCode.AGENT_OFFLINE, "The recorder is not connected. Switch it on and check its network.");
        }
        UUID id = UUID.randomUUID();
        var answer = new CompletableFuture<AgentMessage>();
        waiting.put(id, new Waiting(agentId, answer));
        try {
            presence.send(agentId, question.apply(id));
            return kind.cast(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ClassCastException e) {
            throw new LecternException(
                    ErrorCode.AGENT_OFFLINE,
                    "The recorder did not answer. If it stays so, check that it is of this server's version.",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nobody fails an answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "The server is ending.", e);
        } finally {
            waiting.remove(id);
        }
    }

    /** Takes an answer; one that nobody waits for, or that another agent was asked for, is dropped. */
    void answered(UUID agentId, UUID question, AgentMessage answer) {
        Waiting asked = waiting.get(question);
        if (asked != null && asked.agentId.equals(agentId)) {
            asked.answer.complete(answer);
        }
    }
}
