package org.lectern.recorder.spool;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;

/** What the journal says of a segment, so that nobody has to read it to plan with it. */
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

    /**
     * What the catalogue says of a segment.
     *
     * @param picturesUs decode times of its pictures; not asked for where there is only sound
     */
    public static SourceFormat sourceFormat(TrackFormat format, List<Long> picturesUs) {
        return format.kind() == MediaKind.AUDIO
                ? SourceFormat.audio(format.codec(), format.sampleRate(), format.channels())
                : SourceFormat.video(format.codec(), format.width(), format.height(), FrameRate.measured(picturesUs));
    }
}
