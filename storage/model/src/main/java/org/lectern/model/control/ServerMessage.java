package org.lectern.model.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceUrl;

/** What the server says to an agent over its WebSocket, as JSON text. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Configure.class, name = "configure"),
    @JsonSubTypes.Type(value = ServerMessage.Start.class, name = "start"),
    @JsonSubTypes.Type(value = ServerMessage.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = ServerMessage.Schedule.class, name = "schedule"),
    @JsonSubTypes.Type(value = ServerMessage.Extend.class, name = "extend"),
    @JsonSubTypes.Type(value = ServerMessage.Discover.class, name = "discover"),
    @JsonSubTypes.Type(value = ServerMessage.Inspect.class, name = "inspect"),
    @JsonSubTypes.Type(value = ServerMessage.Rehearse.class, name = "rehearse")
})
public sealed interface ServerMessage {

    /** The rooms that the agent serves: sent after hello and after each change; kept on disk. */
    record Configure(UUID agentId, List<RoomConfig> rooms) implements ServerMessage {}

    /**
     * Begin a capture. Carried out once however often it arrives.
     *
     * @param command sequence number, growing per agent from 1; replayed after a reconnect until
     *     acknowledged
     */
    record Start(long command, UUID captureId, UUID lectureId, String title, RoomConfig room)
            implements ServerMessage {}

    /** End a capture. Carried out once however often it arrives. */
    record Stop(long command, UUID captureId) implements ServerMessage {}

    /**
     * Every planned capture of the agent's rooms from a day ago to three weeks ahead, the whole list
     * each time: sent after {@link Configure} on every hello and after each change; kept on disk, so
     * that the agent starts and stops on time when nobody else is there.
     */
    record Schedule(List<PlannedCapture> captures) implements ServerMessage {}

    /**
     * The capture ends at this time instead, later or earlier; also one that runs. A {@link Stop} wins
     * always, and a capture that was begun by {@link Start} has no end until this gives it one. Carried
     * out once however often it arrives.
     */
    record Extend(long command, UUID captureId, Instant endsAt) implements ServerMessage {}

    /**
     * Look for cameras on the agent's network; answered by {@link AgentMessage.Discovered}. Asked once
     * and never replayed: somebody waits for the answer.
     *
     * @param question named in the answer
     * @param address a host, {@code host:port} or address to ask alone; null to ask the whole network
     */
    record Discover(UUID question, @Nullable String address) implements ServerMessage {}

    /**
     * Record a room for a while and tell what was measured, by {@link AgentMessage.Rehearsed}. Nothing of
     * it is kept, and it is never replayed.
     */
    record Rehearse(UUID rehearsalId, RoomConfig room, int seconds) implements ServerMessage {}

    /**
     * Ask a camera what it is and which streams it has; answered by {@link AgentMessage.Inspected}.
     *
     * @param question named in the answer
     * @param address of its device service
     * @param username null to ask without credentials
     */
    record Inspect(
            UUID question,
            String address,
            @Nullable String username,
            @Nullable String password) implements ServerMessage {
        @Override
        public String toString() {
            return "Inspect[question=%s, address=%s]".formatted(question, DeviceUrl.mask(address));
        }
    }
}
