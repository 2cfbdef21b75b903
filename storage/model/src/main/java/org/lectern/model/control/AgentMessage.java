package org.lectern.model.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackState;

/** What an agent says over its WebSocket, as JSON text. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = AgentMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = AgentMessage.Telemetry.class, name = "telemetry"),
    @JsonSubTypes.Type(value = AgentMessage.Discovered.class, name = "discovered"),
    @JsonSubTypes.Type(value = AgentMessage.Inspected.class, name = "inspected"),
    @JsonSubTypes.Type(value = AgentMessage.Rehearsed.class, name = "rehearsed")
})
public sealed interface AgentMessage {

    /**
     * The first message of every connection.
     *
     * @param version the agent's software version
     * @param at the agent's clock
     * @param lastCommand the highest command sequence that it has carried out, 0 if none
     * @param activeCaptures the captures that it is recording
     */
    record Hello(String version, Instant at, long lastCommand, List<UUID> activeCaptures) implements AgentMessage {}

    /**
     * The answer to a command.
     *
     * @param command its sequence number
     * @param error null if it was carried out, else what to tell the person who asked
     */
    record Ack(long command, @Nullable Problem error) implements AgentMessage {}

    /**
     * Sent each second; doubles as the heartbeat.
     *
     * @param levels sound and clock of the tracks that are watched
     * @param alarms the alarms that stand
     * @param refusals the planned captures that should run and cannot be begun
     */
    record Telemetry(
            Instant at,
            List<TrackTelemetry> tracks,
            Spool spool,
            List<TrackLevels> levels,
            List<Alarm> alarms,
            List<Refusal> refusals)
            implements AgentMessage {
        public Telemetry {
            // Agents of an older version tell none of them.
            levels = levels == null ? List.of() : levels;
            alarms = alarms == null ? List.of() : alarms;
            refusals = refusals == null ? List.of() : refusals;
        }

        public Telemetry(
                Instant at, List<TrackTelemetry> tracks, Spool spool, List<TrackLevels> levels, List<Alarm> alarms) {
            this(at, tracks, spool, levels, alarms, List.of());
        }

        public Telemetry(Instant at, List<TrackTelemetry> tracks, Spool spool) {
            this(at, tracks, spool, List.of(), List.of());
        }
    }

    /** A planned capture whose time has come and that cannot be begun; it is tried again all the time. */
    record Refusal(UUID captureId, Problem problem) {}

    /**
     * What is heard on one track in the last second, and how its clock runs.
     *
     * @param peakDbfs for each channel, dB below full scale, at least -120; empty for video
     * @param rmsDbfs for each channel, as above
     * @param driftMillis how far the device's clock has drifted since its session began
     */
    record TrackLevels(
            UUID captureId,
            UUID deviceId,
            MediaKind kind,
            List<Double> peakDbfs,
            List<Double> rmsDbfs,
            double driftMillis) {}

    /**
     * An alarm that stands.
     *
     * @param captureId null if it is the agent's own
     * @param deviceId null if it is the agent's own
     * @param text what to do
     */
    record Alarm(@Nullable UUID captureId, @Nullable UUID deviceId, AlarmKind kind, String text, Instant since) {}

    /**
     * How one track of a running capture fares.
     *
     * @param deviceId its device
     * @param trackId null until the device has told what it delivers
     * @param kind null until the device has told what it delivers
     * @param positionUs end of what has been received, microseconds since the capture's epoch
     * @param bitsPerSecond over the last seconds
     * @param framesPerSecond over the last seconds, 0 for audio
     * @param gaps how many gaps so far
     * @param problem the alarm that stands, null if all is well
     */
    record TrackTelemetry(
            UUID captureId,
            UUID deviceId,
            @Nullable UUID trackId,
            DeviceRole role,
            @Nullable MediaKind kind,
            TrackState state,
            @Nullable SourceFormat format,
            long positionUs,
            long bitsPerSecond,
            double framesPerSecond,
            int gaps,
            @Nullable Problem problem)
            implements Comparable<TrackTelemetry> {
        @Override
        public int compareTo(TrackTelemetry other) {
            return role.compareTo(other.role);
        }
    }

    /**
     * The spool.
     *
     * @param freeBytes room left on its disk
     * @param waitingSegments sealed and not yet confirmed by the store
     * @param waitingBytes their size
     */
    record Spool(long freeBytes, int waitingSegments, long waitingBytes) {}

    /**
     * The answer to {@link ServerMessage.Discover}.
     *
     * @param problem why nobody could be asked; null if the search was made, also if it found nothing
     */
    record Discovered(
            UUID question,
            List<FoundCamera> cameras,
            @Nullable Problem problem) implements AgentMessage {}

    /**
     * The answer to {@link ServerMessage.Inspect}.
     *
     * @param camera null if the problem says why
     */
    record Inspected(
            UUID question,
            @Nullable CameraDetail camera,
            @Nullable Problem problem) implements AgentMessage {}

    /**
     * The answer to {@link ServerMessage.Rehearse}.
     *
     * @param report null if the problem says why there is none
     */
    record Rehearsed(
            UUID rehearsalId,
            @Nullable RehearsalReport report,
            @Nullable Problem problem) implements AgentMessage {}

    /** An error as a person reads it. */
    record Problem(ErrorCode code, String detail) {}
}
