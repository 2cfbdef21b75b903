package org.lectern.model.control;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;

/**
 * What an agent reports of a capture, by {@code POST /api/agent/captures/{captureId}/report}: any
 * part of it, in any order, as often as it likes. The server merges by track and sequence and never
 * overwrites. A segment is reported only after the store has confirmed it.
 *
 * @param epoch position 0 of the capture's timeline, by the recorder's clock
 * @param closedAt when the capture stopped; null while it runs. With it every track is listed, with
 *     its {@code entryCount}
 * @param standby whether the agent stands by for the room's own: its tracks have names of their own, and
 *     stand in where the other's have gaps
 */
public record CaptureReport(
        @NotNull UUID lectureId,
        @NotNull UUID roomId,
        @NotNull String title,
        @NotNull Instant epoch,
        @Nullable Instant closedAt,
        @NotNull @Valid List<Track> tracks,
        boolean standby) {

    /** What the room's own agent reports. */
    public CaptureReport(
            UUID lectureId, UUID roomId, String title, Instant epoch, @Nullable Instant closedAt, List<Track> tracks) {
        this(lectureId, roomId, title, epoch, closedAt, tracks, false);
    }

    /**
     * One track of the capture.
     *
     * @param name the device's name
     * @param kind null for a device that has never delivered anything: such a track holds gaps only
     * @param entryCount how many entries the track has in all; null while the capture runs
     * @param recordedUs length of the track's segments on the agent's disk and in the store together,
     *     microseconds
     * @param residualUs by how much its media may stand beside its true place on the timeline, at worst,
     *     microseconds
     * @param entries the entries that are new, or not known to have arrived
     */
    public record Track(
            @NotNull UUID trackId,
            @NotNull UUID deviceId,
            @NotNull String name,
            @NotNull DeviceRole role,
            @Nullable MediaKind kind,
            @Nullable Integer entryCount,
            long recordedUs,
            long residualUs,
            @NotNull List<TrackEntry> entries) {}

    /**
     * The answer.
     *
     * @param tracks for each reported track, how far the server knows its journal without holes
     */
    public record Accepted(List<Known> tracks) {}

    /**
     * How far the server knows a track.
     *
     * @param entries number of entries known from sequence 0 without a hole
     */
    public record Known(UUID trackId, int entries) {}
}
