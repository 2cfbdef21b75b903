package org.lectern.catalogue.room;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room.
 *
 * @param site school or building, null if it was not told
 * @param agent who records it, null if nobody does
 * @param standbys who stands by for that agent, the best first
 * @param activeCaptureId the capture that runs in it, or is to
 * @param refusal why the agent does not begin that capture; null if it runs
 */
public record RoomInfo(
        UUID id,
        String name,
        @Nullable String site,
        @Nullable AgentInfo agent,
        List<AgentInfo> standbys,
        List<DeviceInfo> devices,
        @Nullable UUID activeCaptureId,
        @Nullable String refusal) {}
