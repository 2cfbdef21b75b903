package org.lectern.model.plan;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

/**
 * Decides from the first segment of a track whether its best rung can show the device's own pictures.
 * Pure. What only the pictures themselves can tell is decided with each chunk.
 */
public final class PassThroughPlanner {
    /** IDR pictures stand at least this often (HLS authoring specification 1.13), with some jitter. */
    private static final long MOST_GOP_US = 2_020_000;
    /** So evenly must the groups of pictures fill a segment, or boundaries wander. */
    private static final long MOST_REMAINDER_US = 100_000;
    /** Twice what our own encoding may take, no more: students pay for it. */
    private static final int MOST_RATE_OVER_CAP = 2;
    /** Slower ones are no cameras, and a frame's rounding is too much for the boundaries' limits. */
    private static final double LEAST_FRAME_RATE = 20;

    private PassThroughPlanner() {}

    /**
     * The plan, changed where the device's pictures qualify.
     *
     * @param first the track's first segment with a key picture
     * @param originUs position 0 of the publication on the capture's timeline
     */
    public static TrackPlan.Video plan(
            DeviceRole role, TrackPlan.Video plan, TrackEntry.Segment first, long originUs, Grid grid) {
        SourceFormat format = first.format();
        VideoRung best = plan.rungs().getFirst();
        PictureCoding coding = first.coding();
        if (coding == null
                || role == DeviceRole.SLIDES
                || format.codec() != Codec.H264
                || format.width() != best.width()
                || format.height() != best.height()
                || !plan.frameRate().equals(format.frameRate())
                || plan.frameRate().framesPerSecond() < LEAST_FRAME_RATE) {
            return plan;
        }
        long bitsPerSecond = first.bytes() * 8_000_000 / Math.max(1, first.mediaEndUs() - first.mediaStartUs());
        long[] keys = BoundaryPlanner.keyframes(first, originUs).toArray();
        // Of the beginning no more is asked: devices put a key picture in for whoever connects.
        long measuredUs = keys.length < 2 ? Long.MAX_VALUE : keys[keys.length - 1] - keys[keys.length - 2];
        if (bitsPerSecond > (long) MOST_RATE_OVER_CAP * best.maxBitsPerSecond() || !fits(measuredUs, grid)) {
            return plan;
        }
        long gopUs = grid.segmentUs() / groups(measuredUs, grid);
        long phaseUs = Math.floorMod(keys[keys.length - 1] + gopUs / 2, gopUs) - gopUs / 2;
        if (Math.abs(phaseUs) > BoundaryPlanner.MOST_PHASE_US) {
            return plan;
        }
        List<VideoRung> rungs = new ArrayList<>(plan.rungs());
        rungs.set(0, best.capped(Math.toIntExact(Math.max(best.maxBitsPerSecond(), bitsPerSecond * 5 / 4))));
        return new TrackPlan.Video(
                plan.frameRate(),
                plan.keyframeIntervalUs(),
                List.copyOf(rungs),
                new TrackPlan.PassThrough(coding.config(), phaseUs));
    }

    private static boolean fits(long gopUs, Grid grid) {
        if (gopUs < 100_000 || gopUs > MOST_GOP_US) {
            return false;
        }
        return Math.abs(groups(gopUs, grid) * gopUs - grid.segmentUs()) <= MOST_REMAINDER_US;
    }

    private static long groups(long gopUs, Grid grid) {
        return Math.round((double) grid.segmentUs() / gopUs);
    }
}
