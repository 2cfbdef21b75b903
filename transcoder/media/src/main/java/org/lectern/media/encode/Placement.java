package org.lectern.media.encode;

import org.lectern.model.TrackEntry;

/**
 * The linear map from a segment's media time to positions from 0 of the publication, all in
 * microseconds.
 */
record Placement(long mediaStartUs, long mediaEndUs, long startUs, long endUs) {
    static Placement of(TrackEntry.Segment segment, long originUs) {
        return new Placement(
                segment.mediaStartUs(), segment.mediaEndUs(), segment.startUs() - originUs, segment.endUs() - originUs);
    }

    /** The same media, earlier by so much. */
    Placement earlier(long byUs) {
        return new Placement(mediaStartUs, mediaEndUs, startUs - byUs, endUs - byUs);
    }

    double position(double mediaUs) {
        long length = mediaEndUs - mediaStartUs;
        double slope = length <= 0 ? 1 : (double) (endUs - startUs) / length;
        return startUs + (mediaUs - mediaStartUs) * slope;
    }
}
