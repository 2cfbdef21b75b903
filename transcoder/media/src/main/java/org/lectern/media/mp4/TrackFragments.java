package org.lectern.media.mp4;

import java.util.List;
import org.lectern.model.MediaKind;

/** Writes the content of a {@code traf}: {@code tfhd}, {@code tfdt}, {@code trun} (ISO/IEC 14496-12, 8.8). */
final class TrackFragments {
    static final int DEFAULT_BASE_IS_MOOF = 0x020000;
    static final int DEFAULT_DURATION = 0x000008;
    static final int DEFAULT_FLAGS = 0x000020;
    static final int RUN_DATA_OFFSET = 0x001;
    static final int RUN_FIRST_FLAGS = 0x004;
    static final int RUN_DURATION = 0x100;
    static final int RUN_SIZE = 0x200;
    static final int RUN_FLAGS = 0x400;
    static final int RUN_COMPOSITION_OFFSET = 0x800;

    private TrackFragments() {}

    /** Returns where the data offset of the run is to be patched in. */
    static int write(BoxWriter out, TrackFormat format, List<Sample> samples) {
        check(samples);
        Sample first = samples.getFirst();
        boolean oneDuration = samples.stream().allMatch(s -> s.duration() == first.duration());
        boolean restAlike = samples.stream()
                .skip(1)
                .allMatch(s -> s.sync() == samples.getLast().sync());
        boolean firstDiffers = restAlike && first.sync() != samples.getLast().sync();
        boolean reordered =
                format.kind() == MediaKind.VIDEO && samples.stream().anyMatch(s -> s.compositionOffset() != 0);
        int headerFlags = DEFAULT_BASE_IS_MOOF | DEFAULT_FLAGS | (oneDuration ? DEFAULT_DURATION : 0);
        out.fullBox("tfhd", 0, headerFlags, () -> {
            out.u32(Fmp4Writer.TRACK_ID);
            if (oneDuration) {
                out.u32(first.duration());
            }
            out.u32(flags(samples.getLast()));
        });
        out.fullBox("tfdt", 1, 0, () -> out.u64(first.dts()));
        int runFlags = RUN_DATA_OFFSET
                | RUN_SIZE
                | (oneDuration ? 0 : RUN_DURATION)
                | (restAlike ? 0 : RUN_FLAGS)
                | (firstDiffers ? RUN_FIRST_FLAGS : 0)
                | (reordered ? RUN_COMPOSITION_OFFSET : 0);
        int[] dataOffsetAt = new int[1];
        out.fullBox("trun", 1, runFlags, () -> {
            out.u32(samples.size());
            dataOffsetAt[0] = out.size();
            out.u32(0);
            if (firstDiffers) {
                out.u32(flags(first));
            }
            for (Sample sample : samples) {
                if (!oneDuration) {
                    out.u32(sample.duration());
                }
                out.u32(sample.data().length);
                if (!restAlike) {
                    out.u32(flags(sample));
                }
                if (reordered) {
                    out.u32(sample.compositionOffset());
                }
            }
        });
        return dataOffsetAt[0];
    }

    private static int flags(Sample sample) {
        return sample.sync() ? Fmp4Writer.SYNC_FLAGS : Fmp4Writer.NON_SYNC_FLAGS;
    }

    private static void check(List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("A fragment holds at least one sample.");
        }
        long dts = samples.getFirst().dts();
        for (Sample sample : samples) {
            if (sample.dts() != dts || dts < 0 || sample.duration() < 0) {
                throw new IllegalArgumentException(
                        "Samples of a fragment follow each other in decode time: expected %d, got %d (duration %d)."
                                .formatted(dts, sample.dts(), sample.duration()));
            }
            dts += sample.duration();
        }
    }
}
