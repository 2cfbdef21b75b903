package org.lectern.media.encode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;

/** Where the bytes of source segments come from. Called at most once per segment and chunk. */
@FunctionalInterface
public interface SegmentSource {
    /**
     * The whole object of a source segment.
     *
     * @throws org.lectern.model.LecternException if it cannot be had; passes through the encoder
     */
    byte[] fetch(TrackEntry.Segment segment);

    /**
     * The objects of segments that are only measured. Those that are lost are left out.
     *
     * @throws org.lectern.model.LecternException if the source cannot be reached; passes through the encoder
     */
    default Map<TrackEntry.Segment, byte[]> history(List<TrackEntry.Segment> segments) {
        Map<TrackEntry.Segment, byte[]> found = new HashMap<>();
        for (TrackEntry.Segment segment : segments) {
            try {
                found.put(segment, fetch(segment));
            } catch (LecternException e) {
                if (e.code() != ErrorCode.OBJECT_NOT_FOUND) {
                    throw e;
                }
            }
        }
        return found;
    }
}
