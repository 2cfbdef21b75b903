package org.lectern.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a track's journal. The entries of a track, ordered by {@link #sequence()} from 0
 * without holes, cover the track's timeline: each starts where or after the one before it ends.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackEntry.Segment.class, name = "segment"),
    @JsonSubTypes.Type(value = TrackEntry.Gap.class, name = "gap")
})
public sealed interface TrackEntry {
    /** Place in the track's journal, from 0, without holes. */
    int sequence();

    /** Start on the capture's timeline, microseconds since the capture's epoch. */
    long startUs();

    /** End on the capture's timeline, microseconds since the capture's epoch. */
    long endUs();

    /** The same entry elsewhere on the timeline: later by this much, or earlier. */
    TrackEntry moved(long byUs);

    /**
     * A sealed source segment: one object in the store, fragmented MP4 with one track in a
     * timescale of 1 000 000. Sample times in the file are the device's media time; a sample with
     * presentation time {@code t} stands at {@code startUs + (t - mediaStartUs) * (endUs - startUs)
     * / (mediaEndUs - mediaStartUs)}.
     *
     * @param run counts, from 0, the stretches in which the device neither broke off nor changed what it
     *     sends: within a run only, media time is continuous and all segments are decoded alike
     * @param mediaStartUs media presentation time of the first sample; later than that where what the
     *     device sent first was recorded already: such samples are there to begin decoding with
     * @param mediaEndUs media presentation time at which the last sample ends
     * @param wallStart wall time of the first sample, by the recorder's clock
     * @param objectKey where it lies in the store
     * @param bytes its size
     * @param sha256 its SHA-256, lower-case hex
     * @param packets how many packets it holds
     * @param coding how its pictures are coded; null for sound, for codecs that are never passed through,
     *     and where the recorder did not say
     */
    record Segment(
            int sequence,
            long startUs,
            long endUs,
            int run,
            long mediaStartUs,
            long mediaEndUs,
            Instant wallStart,
            SourceFormat format,
            String objectKey,
            long bytes,
            String sha256,
            int packets,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PictureCoding coding)
            implements TrackEntry {
        /** A segment of whose coding nothing is known. */
        public Segment(
                int sequence,
                long startUs,
                long endUs,
                int run,
                long mediaStartUs,
                long mediaEndUs,
                Instant wallStart,
                SourceFormat format,
                String objectKey,
                long bytes,
                String sha256,
                int packets) {
            this(
                    sequence,
                    startUs,
                    endUs,
                    run,
                    mediaStartUs,
                    mediaEndUs,
                    wallStart,
                    format,
                    objectKey,
                    bytes,
                    sha256,
                    packets,
                    null);
        }

        @Override
        public Segment moved(long byUs) {
            return new Segment(
                    sequence,
                    startUs + byUs,
                    endUs + byUs,
                    run,
                    mediaStartUs,
                    mediaEndUs,
                    wallStart,
                    format,
                    objectKey,
                    bytes,
                    sha256,
                    packets,
                    coding);
        }
    }

    /**
     * A stretch for which the device delivered nothing, or for which packets had to be dropped.
     *
     * @param reason why
     * @param packetsLost packets that were received and dropped; 0 where none were received
     */
    record Gap(int sequence, long startUs, long endUs, GapReason reason, int packetsLost) implements TrackEntry {
        @Override
        public Gap moved(long byUs) {
            return new Gap(sequence, startUs + byUs, endUs + byUs, reason, packetsLost);
        }
    }
}
