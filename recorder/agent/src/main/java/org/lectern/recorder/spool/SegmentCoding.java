package org.lectern.recorder.spool;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.PictureCoding;

/** What the journal says of a segment's pictures, so that nobody has to read them to plan with them. */
public final class SegmentCoding {
    private SegmentCoding() {}

    /**
     * Null for what is always encoded again.
     *
     * @param keyframesUs presentation times of the key pictures
     */
    public static @Nullable PictureCoding of(TrackFormat format, List<Long> keyframesUs) {
        return format.codec() == Codec.H264
                ? new PictureCoding(
                        Base64.getEncoder().encodeToString(format.codecConfig()),
                        keyframesUs.stream().sorted().toList())
                : null;
    }
}
