package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;

/** What is made of one track: fixed once, when its first segment is known, and kept with it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackPlan.Video.class, name = "video"),
    @JsonSubTypes.Type(value = TrackPlan.Audio.class, name = "audio")
})
public sealed interface TrackPlan {
    /** The names of its renditions, best first. */
    List<String> renditions();

    /** The names of those of its renditions that every player takes. */
    default List<String> forAll() {
        return renditions();
    }

    /** The same with some of its renditions only. */
    TrackPlan with(Collection<String> names);

    /** What the track is. */
    MediaKind kind();

    /** How far before a chunk its source is measured, beyond what is seen or heard of it; microseconds. */
    default long historyUs() {
        return 0;
    }

    /** How much of the work of all its renditions these are, roughly: 0 to 1. */
    default double share(Collection<String> names) {
        double all = with(renditions()).weight();
        return all == 0 ? 1 : with(names).weight() / all;
    }

    /** What its renditions ask of an encoder, in any unit: pictures by their pixels, with something for each. */
    double weight();

    /**
     * A video track.
     *
     * @param frameRate the grid of frames, from position 0 of the publication, that all rungs share
     * @param keyframeIntervalUs an IDR stands at each segment's start and at this distance within it
     * @param rungs never larger than the source: those of H.264 from the best to the floor, then those of AV1
     * @param passThrough how the best rung shows the device's own pictures; null where all are encoded
     */
    record Video(
            FrameRate frameRate,
            long keyframeIntervalUs,
            List<VideoRung> rungs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PassThrough passThrough)
            implements TrackPlan {
        /** The smallest rung costs about so many pixels more than it has. */
        private static final double PIXELS_OF_ANY = 50_000;

        /** A track of which all rungs are encoded. */
        public Video(FrameRate frameRate, long keyframeIntervalUs, List<VideoRung> rungs) {
            this(frameRate, keyframeIntervalUs, rungs, null);
        }

        @Override
        public List<String> renditions() {
            return rungs.stream().map(VideoRung::name).toList();
        }

        /** The lowest rung that every player takes. */
        public VideoRung floor() {
            return rungs.stream()
                    .filter(VideoRung::isForAll)
                    .reduce((better, lower) -> lower)
                    .orElseThrow();
        }

        @Override
        public List<String> forAll() {
            return rungs.stream()
                    .filter(VideoRung::isForAll)
                    .map(VideoRung::name)
                    .toList();
        }

        /** Whether it makes a difference to the encoding of a chunk what the chunk shows. */
        public boolean asksForContent() {
            return rungs.stream().anyMatch(rung -> rung.movingCrf() > 0);
        }

        @Override
        public Video with(Collection<String> names) {
            List<VideoRung> some =
                    rungs.stream().filter(rung -> names.contains(rung.name())).toList();
            return new Video(frameRate, keyframeIntervalUs, some, passThrough);
        }

        @Override
        public double weight() {
            return rungs.stream()
                    .mapToDouble(rung -> rung.effort() * (PIXELS_OF_ANY + (double) rung.width() * rung.height()))
                    .sum();
        }

        @Override
        public MediaKind kind() {
            return MediaKind.VIDEO;
        }
    }

    /**
     * The best rung's pictures are the device's own wherever a chunk allows it (docs/adr/0014).
     *
     * @param config the device's {@code avcC} payload in Base64; a chunk with another is encoded
     * @param phaseUs the track's segments begin this much behind the grid's marks, but for the first
     */
    record PassThrough(String config, long phaseUs) {}

    /**
     * An audio track: AAC-LC on the grid of 1024 samples from position 0 of the publication.
     *
     * @param sampleRate samples per second of the renditions
     * @param channels channels of the renditions
     * @param rungs best first
     * @param loudness the level that the sound is brought to; null where it stays (docs/adr/0017)
     * @param repairChannels whether one microphone sounds on both sides, a dead channel is replaced, and
     *     a pair of opposite phase turned
     */
    record Audio(
            int sampleRate,
            int channels,
            List<AudioRung> rungs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Loudness loudness,

            boolean repairChannels)
            implements TrackPlan {
        /** How far before a chunk lies what decides its level. */
        public static final long LEVEL_HISTORY_US = 144_000_000;

        /** A track whose sound is left as it is. */
        public Audio(int sampleRate, int channels, List<AudioRung> rungs) {
            this(sampleRate, channels, rungs, null, false);
        }

        /** The same with another treatment of its sound. */
        public Audio treated(@Nullable Loudness level, boolean repair) {
            return new Audio(sampleRate, channels, rungs, level, repair);
        }

        /** How many channels a rung has. */
        public int channels(AudioRung rung) {
            return rung.channels() == 0 ? channels : rung.channels();
        }

        /** Whether its sound is other than the source's. */
        public boolean isTreated() {
            return loudness != null || repairChannels;
        }

        @Override
        public long historyUs() {
            return isTreated() ? LEVEL_HISTORY_US : 0;
        }

        @Override
        public List<String> renditions() {
            return rungs.stream().map(AudioRung::name).toList();
        }

        @Override
        public Audio with(Collection<String> names) {
            return new Audio(
                    sampleRate,
                    channels,
                    rungs.stream().filter(rung -> names.contains(rung.name())).toList());
        }

        @Override
        public double weight() {
            return rungs.size();
        }

        @Override
        public MediaKind kind() {
            return MediaKind.AUDIO;
        }
    }
}
