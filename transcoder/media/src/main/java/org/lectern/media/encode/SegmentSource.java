package org.lectern.media.encode;

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
}
