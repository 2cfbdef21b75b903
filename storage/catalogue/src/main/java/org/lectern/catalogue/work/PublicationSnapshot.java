package org.lectern.catalogue.work;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/**
 * A publication as it stands: enough to write every playlist.
 *
 * @param originWallTime wall time of position 0
 * @param totalUs its length in microseconds, null until the end is known
 * @param whole whether the end is known and every chunk up to it playable
 * @param changes the chunks before which an encoder changes, in order: a discontinuity stands there in all
 *     playlists
 * @param joined the tracks that hold back the others: once a chunk of theirs is done, all playlists may grow
 * @param tracks video by role, then audio with the default first
 */
public record PublicationSnapshot(
        UUID id,
        UUID lectureId,
        int version,
        PublicationState state,
        Instant originWallTime,
        Grid grid,
        @Nullable Long totalUs,
        boolean whole,
        List<Integer> changes,
        List<UUID> joined,
        List<Track> tracks) {
    /** The segments before which a discontinuity stands. */
    public List<Integer> discontinuities() {
        return changes.stream().map(chunk -> chunk * grid.segmentsPerChunk()).toList();
    }

    /**
     * One track.
     *
     * @param name its folder
     * @param title the device's name, for people
     * @param language BCP 47 tag, null if unknown
     * @param playable the results of its chunks from the first on, up to the first that is missing or that may not
     *     be shown yet; some may lack renditions that were left for later
     * @param offered the renditions that its view offers by now, best first
     * @param totalChunks null until the end is known
     */
    public record Track(
            UUID id,
            String name,
            String title,
            DeviceRole role,
            MediaKind kind,
            TrackPlan plan,
            @Nullable String language,
            List<ChunkResult> playable,
            List<String> offered,
            @Nullable Integer totalChunks) {}
}
