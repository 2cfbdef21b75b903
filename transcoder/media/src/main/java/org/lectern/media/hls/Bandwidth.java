package org.lectern.media.hls;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.VideoRung;

/**
 * What a rendition asks of the line, in bits per second.
 *
 * <p>Of a closed rendition both are measured by the definitions of RFC 8216bis section 4.1: the peak
 * is the largest rate of any run of segments that lasts between 0.5 and 1.5 target durations, the
 * average is that of all segments.
 *
 * <p>Of a growing rendition they are estimated from its rung. The average is the cap: what is encoded
 * may take less, never more for long. The peak is 1.1 times the cap: the rate control's buffer of
 * 1.5 s lets one segment of 6 s pass the cap by up to a quarter, and the authoring rules let the peak
 * of a live rendition pass {@code BANDWIDTH} by a quarter. Both with what the packaging adds.
 *
 * @param peak largest rate over about one segment
 * @param average over all segments
 */
public record Bandwidth(long peak, long average) {
    static final Bandwidth NONE = new Bandwidth(0, 0);

    /** A {@code moof} per keyframe interval and 12 to 16 bytes per sample. */
    private static final int VIDEO_PACKAGING = 5_000;

    private static final int AUDIO_PACKAGING = 2_000;

    /** A stretch of media. */
    record Piece(long durationUs, long bytes) {}

    /** Measured over a closed rendition. */
    public static Bandwidth measured(RenditionTimeline timeline, Grid grid) {
        List<Piece> pieces = new ArrayList<>();
        for (var segment : timeline.segments()) {
            long durationUs = timeline.micros(segment.startTicks() + segment.durationTicks())
                    - timeline.micros(segment.startTicks());
            pieces.add(new Piece(durationUs, segment.bytes()));
        }
        return measured(pieces, MediaPlaylist.targetDurationSeconds(grid));
    }

    /** Measured over the pictures of the I-frame playlist of a closed rendition. */
    static Bandwidth iframes(RenditionTimeline timeline, Grid grid) {
        List<Piece> pieces = IFramePlaylist.pictures(timeline).stream()
                .map(picture ->
                        new Piece(picture.durationUs(), picture.keyframe().length()))
                .toList();
        return measured(pieces, MediaPlaylist.targetDurationSeconds(grid));
    }

    static Bandwidth measured(List<Piece> pieces, int targetDurationSeconds) {
        long shortestUs = targetDurationSeconds * 500_000L;
        long longestUs = targetDurationSeconds * 1_500_000L;
        long peak = 0;
        long allUs = 0;
        long allBytes = 0;
        for (int from = 0; from < pieces.size(); from++) {
            long runUs = 0;
            long runBytes = 0;
            for (int to = from; to < pieces.size(); to++) {
                runUs += pieces.get(to).durationUs();
                runBytes += pieces.get(to).bytes();
                if (runUs > longestUs) {
                    break;
                }
                if (runUs >= shortestUs) {
                    peak = Math.max(peak, rate(runBytes, runUs));
                }
            }
            allUs += pieces.get(from).durationUs();
            allBytes += pieces.get(from).bytes();
        }
        long average = rate(allBytes, allUs);
        // Where all of it is shorter than half a target duration, there is no run to measure.
        return new Bandwidth(Math.max(peak, average), average);
    }

    private static long rate(long bytes, long us) {
        return us == 0 ? 0 : Math.ceilDiv(bytes * 8_000_000L, us);
    }

    /** Estimated for a growing video rendition. */
    public static Bandwidth estimated(VideoRung rung) {
        long cap = rung.maxBitsPerSecond();
        return new Bandwidth(cap * 11 / 10 + VIDEO_PACKAGING, cap + VIDEO_PACKAGING);
    }

    /** Estimated for a growing audio rendition. */
    public static Bandwidth estimated(AudioRung rung) {
        long rate = rung.bitsPerSecond() + AUDIO_PACKAGING;
        return new Bandwidth(rate * 11 / 10, rate);
    }

    /** Two renditions played together. */
    public Bandwidth plus(Bandwidth other) {
        return new Bandwidth(peak + other.peak, average + other.average);
    }

    /** The larger of each. */
    public Bandwidth max(Bandwidth other) {
        return new Bandwidth(Math.max(peak, other.peak), Math.max(average, other.average));
    }
}
