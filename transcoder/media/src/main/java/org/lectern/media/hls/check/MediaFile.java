package org.lectern.media.hls.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed media playlist.
 *
 * @param type EVENT, VOD or null
 */
record MediaFile(
        String where,
        int version,
        int targetDurationSeconds,
        long mediaSequence,
        @Nullable String type,
        boolean independentSegments,
        boolean iframesOnly,
        boolean ended,
        List<Segment> segments) {

    /** A byte range. */
    record Range(int length, int offset) {}

    /** One segment with the tags that apply to it. */
    record Segment(
            String uri,
            long durationUs,
            @Nullable String mapUri,
            @Nullable Range range,
            @Nullable Instant programDateTime,
            boolean discontinuity) {}

    long totalUs() {
        return segments.stream().mapToLong(Segment::durationUs).sum();
    }
}
