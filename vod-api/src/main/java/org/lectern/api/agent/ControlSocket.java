package org.lectern.api.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.Blocking;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.lectern.catalogue.capture.AgentCommands;
import org.lectern.catalogue.rehearsal.Rehearsals;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.room.AgentInfo;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/** The control channel: one connection for each agent, opened by the agent. */
@WebSocket(path = "/api/agent/control")
public class ControlSocket {
    private static final Logger LOG = Logger.getLogger(ControlSocket.class);
    private static final CloseReason UNKNOWN_KEY = new CloseReason(4401, "This agent key is not known here");
    private static final CloseReason NOT_UNDERSTOOD = new CloseReason(1007, "A message was not understood");

    private final AgentKeys keys;
    private final AgentPresence presence;
    private final AgentCatalogue agents;
    private final AgentCommands commands;
    private final BegunCaptures begun;
    private final ToldRefusals toldRefusals;
    private final AgentQuestions questions;
    private final Rehearsals rehearsals;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, UUID> agentOfConnection = new ConcurrentHashMap<>();

    ControlSocket(
            AgentKeys keys,
            AgentPresence presence,
            AgentCatalogue agents,
            AgentCommands commands,
            BegunCaptures begun,
            ToldRefusals toldRefusals,
            AgentQuestions questions,
            Rehearsals rehearsals,
            ObjectMapper json,
            Clock clock) {
        this.keys = keys;
        this.presence = presence;
        this.agents = agents;
        this.commands = commands;
        this.begun = begun;
        this.toldRefusals = toldRefusals;
        this.questions = questions;
        this.rehearsals = rehearsals;
        this.json = json;
        this.clock = clock;
    }

    @OnOpen
    @Blocking
    void open(WebSocketConnection connection) {
        Optional<AgentInfo> agent = keys.agent(connection.handshakeRequest().header("Authorization"));
        if (agent.isEmpty()) {
            connection.closeAndAwait(UNKNOWN_KEY);
            return;
        }
        agentOfConnection.put(connection.id(), agent.get().id());
        presence.connected(agent.get(), connection);
        agents.seen(agent.get().id(), clock.instant());
        LOG.infof("Agent %s is connected", agent.get().name());
    }

    @OnTextMessage
    @Blocking
    void message(String text, WebSocketConnection connection) {
        UUID agentId = agentOfConnection.get(connection.id());
        if (agentId == null) {
            connection.closeAndAwait(UNKNOWN_KEY);
            return;
        }
        AgentMessage message;
        try {
            message = json.readValue(text, AgentMessage.class);
        } catch (JsonProcessingException e) {
            LOG.warnf("An agent sent what is not understood: %s", e.getOriginalMessage());
            connection.closeAndAwait(NOT_UNDERSTOOD);
            return;
        }
        switch (message) {
            case AgentMessage.Hello hello -> {
                presence.heard(agentId, null);
                presence.send(agentId, new ServerMessage.Configure(agentId, agents.roomsOf(agentId)));
                begun.tell(agentId, hello.activeCaptures());
                presence.sendSchedule(agentId);
                commands.waiting(agentId).forEach(command -> presence.send(agentId, command));
            }
            case AgentMessage.Telemetry telemetry -> {
                presence.heard(agentId, telemetry);
                begun.tell(
                        agentId,
                        telemetry.tracks().stream()
                                .map(AgentMessage.TrackTelemetry::captureId)
                                .distinct()
                                .toList());
                toldRefusals.tell(agentId, telemetry.refusals());
            }
            case AgentMessage.Ack ack -> {
                presence.heard(agentId, null);
                commands.acknowledge(agentId, ack.command(), ack.error());
            }
            case AgentMessage.Discovered discovered -> questions.answered(agentId, discovered.question(), discovered);
            case AgentMessage.Rehearsed rehearsed ->
                rehearsals.finish(agentId, rehearsed.rehearsalId(), rehearsed.report(), rehearsed.problem());
            case AgentMessage.Inspected inspected -> questions.answered(agentId, inspected.question(), inspected);
        }
    }

    @OnClose
    @Blocking
    void close(WebSocketConnection connection) {
        UUID agentId = agentOfConnection.remove(connection.id());
        if (agentId != null) {
            presence.disconnected(agentId, connection);
            agents.seen(agentId, clock.instant());
            LOG.infof("Agent %s is disconnected", agentId);
        }
    }

    @OnError
    void error(WebSocketConnection connection, Throwable failure) {
        LOG.warnf("The control channel of an agent failed: %s", failure.toString());
    }
}
