package org.lectern.model.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the server says to an agent over its WebSocket, as JSON text. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Configure.class, name = "configure"),
    @JsonSubTypes.Type(value = ServerMessage.Start.class, name = "start"),
    @JsonSubTypes.Type(value = ServerMessage.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = ServerMessage.Schedule.class, name = "schedule"),
    @JsonSubTypes.Type(value = ServerMessage.Extend.class, name = "extend")
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
}
