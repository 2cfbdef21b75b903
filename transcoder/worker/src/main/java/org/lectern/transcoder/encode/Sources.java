package org.lectern.transcoder.encode;

import java.util.List;
import java.util.Map;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;

/**
 * What a chunk is encoded from.
 *
 * @param entries the journal around the chunk, of what is seen or heard with those segments only that
 *     can be had; what lies before is only measured
 * @param bytes the objects of what is seen or heard
 */
record Sources(List<TrackEntry> entries, Map<TrackEntry.Segment, byte[]> bytes) {
    static List<TrackEntry.Segment> segments(List<TrackEntry> entries) {
        return entries.stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .toList();
    }

    /** The segments that are seen or heard. */
    List<TrackEntry.Segment> segments() {
        return segments(entries).stream().filter(bytes::containsKey).toList();
    }

    /** Whether the object of a segment is here. */
    boolean has(TrackEntry.Segment segment) {
        return bytes.containsKey(segment);
    }

    byte[] of(TrackEntry.Segment segment) {
        byte[] found = bytes.get(segment);
        if (found == null) {
            throw new LecternException(
                    ErrorCode.INTERNAL,
                    "The encoder asks for %s, which is not in its chunk.".formatted(segment.objectKey()));
        }
        return found;
    }

    Sources without(TrackEntry.Segment segment) {
        return new Sources(
                entries.stream().filter(entry -> !entry.equals(segment)).toList(), bytes);
    }

    /** Whether any segment overlaps a stretch of the capture's timeline. */
    boolean cover(long fromUs, long untilUs) {
        return segments().stream().anyMatch(segment -> segment.startUs() < untilUs && segment.endUs() > fromUs);
    }
}
