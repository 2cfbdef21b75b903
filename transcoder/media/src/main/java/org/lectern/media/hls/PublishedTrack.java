package org.lectern.media.hls;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * One track of a publication as far as it is playable.
 *
 * @param name its name in keys and playlists
 * @param title its name for people
 * @param language BCP 47 tag of what is spoken, null if it is not known
 * @param chunks results of chunks 0 to n - 1
 */
public record PublishedTrack(
        String name, String title, @Nullable String language, TrackPlan plan, List<ChunkResult> chunks) {

    /** Whether there is anything to play. */
    public boolean isPlayable() {
        return !chunks.isEmpty();
    }

    /** One rendition of the track, as far as it goes. */
    public RenditionTimeline timeline(String rendition) {
        return RenditionTimeline.growing(rendition, chunks);
    }

    List<VideoRung> videoRungs() {
        return plan instanceof TrackPlan.Video video ? video.rungs() : List.of();
    }

    List<AudioRung> audioRungs() {
        return plan instanceof TrackPlan.Audio audio ? audio.rungs() : List.of();
    }
}
