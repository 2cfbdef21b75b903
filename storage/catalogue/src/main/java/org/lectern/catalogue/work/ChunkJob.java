package org.lectern.catalogue.work;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/**
 * All that a worker needs to encode a chunk alone.
 *
 * @param trackName the track's folder in the publication
 * @param startUs where the chunk begins, in microseconds from position 0 of the publication
 * @param endUs where it ends, likewise
 * @param totalUs where the publication ends, as far as that is known yet
 * @param originUs position 0 of the publication on the capture's timeline
 * @param language what is spoken, BCP 47, as it stands in the publication's media; null if it is not known
 * @param entries the journal around the chunk, in order, on the capture's timeline: what overlaps it
 *     with a margin on both sides, and the nearest segment before it, so that a frame can be held
 * @param missing the renditions that are to be made, best first
 * @param urgency how it was queued
 * @param waitedUs how long it waited in the queue
 * @param untrusted whether it came from a file of a stranger: what decodes it is shut in
 * @param span its frames, where its track's chunks do not begin at the grid's marks; else null
 * @param encoder what its pictures are planned to be encoded by, a {@code VideoEncoder} key; null for x264
 * @param earlier the same chunk in the version before, null if there is none
 */
public record ChunkJob(
        ChunkRef ref,
        UUID publicationId,
        UUID lectureId,
        int version,
        String trackName,
        DeviceRole role,
        TrackPlan plan,
        Grid grid,
        long startUs,
        long endUs,
        @Nullable Long totalUs,
        long originUs,
        @Nullable String language,
        List<TrackEntry> entries,
        List<String> missing,
        Urgency urgency,
        long waitedUs,
        boolean untrusted,
        @Nullable ChunkSpan span,
        @Nullable String encoder,
        @Nullable Earlier earlier) {
    /**
     * What was made of the same chunk for another version of the publication.
     *
     * @param encoder what it was encoded by, with a digest of its parameter sets; null for x264
     */
    public record Earlier(
            int version, ChunkResult result, @Nullable String encoder) {}

    /** Whether the publication ends with it. */
    public boolean last() {
        return totalUs != null && endUs >= totalUs;
    }
}
