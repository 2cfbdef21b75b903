package org.lectern.model.plan;

import java.util.List;

/** Decides what of a device that several agents record can be encoded, and what waits for whom. Pure. */
public final class StandbyPlanner {
    private StandbyPlanner() {}

    /**
     * What is known of one recorder's track, on the capture's timeline.
     *
     * @param media where it has media, as far as it is known
     * @param untilUs how far its journal is known without a hole
     * @param awaited whether more is to be expected of it soon: not of one that has told all, that is
     *     silent, or that was waited for long enough
     */
    public record Known(List<Span> media, long untilUs, boolean awaited) {}

    /**
     * Whether a stretch waits: for the first recorder that is awaited and has not told of a part for which
     * nobody before it has media. Who has all of it, waits for nobody.
     *
     * @param recorders the one to prefer first
     */
    public static boolean waits(List<Known> recorders, long fromUs, long untilUs) {
        List<Span> open = open(List.of(new Span(fromUs, untilUs)));
        for (Known recorder : recorders) {
            if (open.isEmpty()) {
                return false;
            }
            if (recorder.awaited() && open.getLast().endUs() > recorder.untilUs()) {
                return true;
            }
            open = open(Span.minus(open, recorder.media()));
        }
        return false;
    }

    private static List<Span> open(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.lengthUs() >= StandbyMerge.SHORTEST_US)
                .toList();
    }

    /**
     * The number of chunks, from the first, that can be encoded.
     *
     * @param originUs position 0 of the publication on the capture's timeline
     * @param planned how many are planned already
     */
    public static int readyChunks(Grid grid, long originUs, int planned, List<Known> recorders) {
        int ready = planned;
        while (isKnown(grid, originUs, ready, recorders) && !waits(grid, originUs, ready, recorders)) {
            ready++;
        }
        return ready;
    }

    /** Whether somebody has told of the whole of a chunk. */
    public static boolean isKnown(Grid grid, long originUs, int chunk, List<Known> recorders) {
        long untilUs = recorders.stream().mapToLong(Known::untilUs).max().orElse(Long.MIN_VALUE);
        return untilUs >= originUs + grid.chunkStartUs(chunk + 1) + ChunkPlanner.MARGIN_US;
    }

    private static boolean waits(Grid grid, long originUs, int chunk, List<Known> recorders) {
        return waits(
                recorders,
                originUs + grid.chunkStartUs(chunk),
                originUs + grid.chunkStartUs(chunk + 1) + ChunkPlanner.MARGIN_US);
    }
}
