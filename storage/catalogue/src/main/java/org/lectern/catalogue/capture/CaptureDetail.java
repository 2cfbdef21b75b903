package org.lectern.catalogue.capture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.CaptureState;
import org.lectern.model.DeviceRole;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.SourceFormat;

/**
 * A capture as the catalogue knows it: what has been reported, and what was made of it so far.
 *
 * @param tracks what the room's own recorder delivers, or what another does where that one has nothing of a device
 * @param standbyIds the agents that stand by for its agent
 * @param refusal why its agent would not begin it at first; null if it did
 */
public record CaptureDetail(
        UUID id,
        UUID lectureId,
        String title,
        @Nullable UUID roomId,
        String roomName,
        @Nullable UUID agentId,
        CaptureState state,
        @Nullable Instant epoch,
        Instant requestedAt,
        @Nullable Instant plannedUntil,
        @Nullable String refusal,
        @Nullable Instant stopRequestedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant completedAt,
        List<Track> tracks,
        List<UUID> standbyIds,
        @Nullable Publication publication) {

    /**
     * One track.
     *
     * @param kind null for a device that has never delivered anything
     * @param recordedSeconds length of its segments in the store
     * @param gapSeconds length of its gaps
     */
    public record Track(
            UUID id,
            UUID deviceId,
            String name,
            DeviceRole role,
            @Nullable MediaKind kind,
            @Nullable SourceFormat format,
            double recordedSeconds,
            double gapSeconds,
            List<Gap> gaps) {}

    /** A gap, in seconds since the capture's epoch; neighbours of one reason are one gap. */
    public record Gap(double startSeconds, double endSeconds, GapReason reason) {}

    /**
     * What is made of the capture.
     *
     * @param chunksTotal null until the end is known
     * @param playableSeconds up to where every track can be played
     * @param readyAt when the last rung became playable; null before
     * @param secondsFromStopToReady from the request to stop until then; null before
     * @param etaSeconds until what is queued can be played; null where that cannot be told
     * @param rungs how far each rendition is, until the publication is closed
     * @param renditions filled once the publication is closed
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
            List<PublishedView> views,
            @Nullable Double etaSeconds,
            List<Rung> rungs,
            List<Rendition> renditions) {}

    /**
     * How far a rendition is.
     *
     * @param playableSeconds up to where it can be played
     * @param etaSeconds until what is queued of it can be played; null where that cannot be told
     */
    public record Rung(
            String track,
            String name,
            double playableSeconds,
            @Nullable Double etaSeconds) {}

    /** What a rendition weighs, without its playlists. */
    public record Rendition(String track, String name, long bytes, int segments) {}
}
