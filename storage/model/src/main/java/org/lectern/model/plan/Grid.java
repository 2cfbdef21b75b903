package org.lectern.model.plan;

import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * The grid of a publication: where its segments and chunks begin, in microseconds from position 0 of
 * the publication. All tracks and all rungs share it, so any worker can encode any chunk alone.
 *
 * @param segmentUs nominal length of a rendition segment
 * @param segmentsPerChunk whole segments in a chunk
 */
public record Grid(long segmentUs, int segmentsPerChunk) {
    /** Segments of 6 s, as the HLS authoring rules ask, and chunks of 12 s (docs/adr/0003). */
    public static final Grid DEFAULT = new Grid(6_000_000, 2);

    public Grid {
        if (segmentUs < 1_000_000 || segmentsPerChunk < 1) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "Segments are at least 1 s long and a chunk holds at least one; got %d us and %d."
                            .formatted(segmentUs, segmentsPerChunk));
        }
    }

    public long chunkUs() {
        return segmentUs * segmentsPerChunk;
    }

    /** Where chunk {@code index} begins. */
    public long chunkStartUs(int index) {
        return index * chunkUs();
    }

    /** Where chunk {@code index} ends in a publication of {@code totalUs}. */
    public long chunkEndUs(int index, long totalUs) {
        return Math.min(chunkStartUs(index + 1), totalUs);
    }

    /** Number of chunks, the last one possibly short, that cover {@code totalUs}. */
    public int chunkCount(long totalUs) {
        return Math.toIntExact(Math.ceilDiv(totalUs, chunkUs()));
    }

    /** Number of segments, the last one possibly short, that cover {@code totalUs}. */
    public int segmentCount(long totalUs) {
        return Math.toIntExact(Math.ceilDiv(totalUs, segmentUs));
    }
}
