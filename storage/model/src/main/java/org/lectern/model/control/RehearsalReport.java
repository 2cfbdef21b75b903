package org.lectern.model.control;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder measured while it recorded a room for a short while. Nothing of it is kept.
 *
 * @param at the recorder's clock when it ended
 * @param seconds how long it recorded
 * @param tracks as in telemetry, just before the end
 * @param readings what was seen and heard of each device
 * @param freeBytes room on the spool's disk
 * @param uploadBitsPerSecond measured into the store; 0 if nothing could be stored
 * @param uploadProblem why nothing could be stored
 */
public record RehearsalReport(
        Instant at,
        double seconds,
        List<AgentMessage.TrackTelemetry> tracks,
        List<DeviceReadings> readings,
        long freeBytes,
        long uploadBitsPerSecond,
        AgentMessage.@Nullable Problem uploadProblem) {
    @Override
    public List<DeviceReadings> readings() {
        // Agents of an older version do not look.
        return readings == null ? List.of() : readings;
    }
}
