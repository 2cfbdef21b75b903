package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.lectern.model.FrameRate;

/** What is made of one track: fixed once, when its first segment is known, and kept with it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackPlan.Video.class, name = "video"),
    @JsonSubTypes.Type(value = TrackPlan.Audio.class, name = "audio")
})
public sealed interface TrackPlan {
    /** The names of its renditions, best first. */
    List<String> renditions();

    /**
     * A video track.
     *
     * @param frameRate the grid of frames, from position 0 of the publication, that all rungs share
     * @param keyframeIntervalUs an IDR stands at each segment's start and at this distance within it
     * @param rungs best first, never larger than the source
     */
    record Video(FrameRate frameRate, long keyframeIntervalUs, List<VideoRung> rungs) implements TrackPlan {
        @Override
        public List<String> renditions() {
            return rungs.stream().map(VideoRung::name).toList();
        }
    }

    /**
     * An audio track: AAC-LC on the grid of 1024 samples from position 0 of the publication.
     *
     * @param sampleRate samples per second of the renditions
     * @param channels channels of the renditions
     * @param rungs best first
     */
    record Audio(int sampleRate, int channels, List<AudioRung> rungs) implements TrackPlan {
        @Override
        public List<String> renditions() {
            return rungs.stream().map(AudioRung::name).toList();
        }
    }
}
