package org.lectern.api.capture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.capture.CaptureDetail;
import org.lectern.model.CaptureState;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage;

/**
 * A capture as the console shows it: what the catalogue knows, with what its agent tells at this moment.
 *
 * @param refusal why its agent would not begin it at first; null if it did
 * @param spool null while the agent is away
 */
public record CaptureView(
        UUID id,
        UUID lectureId,
        String title,
        @Nullable UUID roomId,
        String roomName,
        CaptureState state,
        @Nullable Instant epoch,
        Instant requestedAt,
        @Nullable Instant plannedUntil,
        @Nullable String refusal,
        @Nullable Instant stopRequestedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant completedAt,
        boolean agentOnline,
        List<Standby> standbys,
        AgentMessage.@Nullable Spool spool,
        List<Track> tracks,
        @Nullable Publication publication) {

    /**
     * A recorder that stands by.
     *
     * @param recording whether it records this capture at this moment
     */
    public record Standby(UUID agentId, boolean online, boolean recording) {}

    /**
     * One track, or a device that has not told yet what it delivers.
     *
     * @param id null for such a device
     * @param recordedSeconds in the store
     * @param problem the alarm that stands
     */
    public record Track(
            @Nullable UUID id,
            UUID deviceId,
            String name,
            DeviceRole role,
            @Nullable MediaKind kind,
            TrackState state,
            @Nullable SourceFormat format,
            double recordedSeconds,
            double gapSeconds,
            List<CaptureDetail.Gap> gaps,
            long bitsPerSecond,
            double framesPerSecond,
            AgentMessage.@Nullable Problem problem) {}

    /**
     * What is made of it.
     *
     * @param etaSeconds until what is queued can be played, by measured speed; null where that cannot be told
     * @param rungs how far each rendition is, until all are ready
     */
    public record Publication(
            UUID id,
            PublicationState state,
            int version,
            long chunksPlayable,
            @Nullable Long chunksTotal,
            double playableSeconds,
            @Nullable Double durationSeconds,
            @Nullable Instant readyAt,
            @Nullable Double secondsFromStopToReady,
            List<String> views,
            @Nullable Double etaSeconds,
            List<CaptureDetail.Rung> rungs,
            List<CaptureDetail.Rendition> renditions) {}
}
