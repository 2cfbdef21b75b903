package org.lectern.media.encode;

import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;

/**
 * One chunk to encode. Positions are microseconds from position 0 of the publication, except those
 * within the entries, which are on the capture's timeline.
 *
 * @param startUs where the chunk begins, on the grid
 * @param endUs where it ends: on the grid, or the end of the publication
 * @param originUs position of the publication's 0 on the capture's timeline
 * @param entries the track's journal around the chunk, ordered: at least what overlaps it from 1 s
 *     before its start to {@link org.lectern.model.plan.ChunkPlanner#MARGIN_US} behind its end, and the
 *     nearest segment before. More does no harm and changes nothing
 * @param language of the sound, ISO 639-2/T, {@code und} if unknown
 */
public record ChunkInput(
        TrackPlan plan, Grid grid, long startUs, long endUs, long originUs, List<TrackEntry> entries, String language) {
    public ChunkInput {
        if (startUs < 0 || endUs <= startUs || startUs % grid.segmentUs() != 0) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "A chunk begins on a segment's mark and ends after it; got %d to %d us.".formatted(startUs, endUs));
        }
        entries = List.copyOf(entries);
    }

    /** Index of the chunk's first rendition segment in the publication. */
    int firstSegment() {
        return Math.toIntExact(startUs / grid.segmentUs());
    }

    /** Number of rendition segments, the last one possibly short. */
    int segmentCount() {
        return Math.toIntExact(Math.ceilDiv(endUs, grid.segmentUs())) - firstSegment();
    }
}
