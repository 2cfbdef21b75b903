package org.lectern.media.hls.check;

import java.util.List;
import org.lectern.media.mp4.TrackFormat;

/**
 * What a rendition's segments really hold.
 *
 * @param formats all that it has, in order: more than one where it changes its encoder
 */
record ProbedRendition(MediaFile file, List<TrackFormat> formats, List<Segment> segments) {

    /**
     * One fetched segment.
     *
     * @param index place in the playlist
     * @param startTicks presentation time of its first sample
     * @param decodeTicks decode time of its first sample
     * @param durationTicks sum of its sample durations
     * @param longestSampleTicks its longest sample duration
     * @param startsWithIdr whether its first sample is an IDR picture; true for audio
     * @param idrTicks presentation times of its IDR pictures
     */
    record Segment(
            int index,
            String uri,
            byte[] bytes,
            long startTicks,
            long decodeTicks,
            long durationTicks,
            long longestSampleTicks,
            boolean startsWithIdr,
            List<Long> idrTicks) {}

    /** What it begins with; what it changes to has the same kind and timescale. */
    TrackFormat format() {
        return formats.getFirst();
    }

    boolean isVideo() {
        return format().width() > 0;
    }

    long micros(long ticks) {
        return Math.round(ticks * 1e6 / format().timescale());
    }

    /** The longest sample, which is what "one frame" means for this rendition. */
    long frameUs() {
        return micros(
                segments.stream().mapToLong(Segment::longestSampleTicks).max().orElse(0));
    }

    long endUs() {
        Segment last = segments.getLast();
        return micros(last.startTicks() + last.durationTicks());
    }

    Rates rates() {
        return Rates.of(
                segments.stream()
                        .map(segment -> new Rates.Piece(micros(segment.durationTicks()), segment.bytes().length))
                        .toList(),
                file.targetDurationSeconds());
    }
}
