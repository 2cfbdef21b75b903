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
        List<Track> tracks) {

    /**
     * One track.
     *
     * @param name its folder
     * @param title the device's name, for people
     * @param language BCP 47 tag, null if unknown
     * @param playable the results of its chunks from the first on, up to the first that is missing; some
     *     may lack renditions that were left for later
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
