package org.lectern.model.plan;

/** Decides which chunks of a track can be encoded. Pure. */
public final class ChunkPlanner {
    /**
     * How far beyond a chunk's end its source must be known: the frame nearest to the last grid
     * position and the resampler's window may lie behind the boundary.
     */
    public static final long MARGIN_US = 100_000;

    private ChunkPlanner() {}

    /**
     * Number of chunks, from the first, of a running capture whose media is all in the store.
     *
     * @param coverageUs how far the track's journal is known without a hole, in microseconds from
     *     position 0 of the publication
     */
    public static int readyChunks(TrackPlan plan, Grid grid, long coverageUs) {
        long marginUs = MARGIN_US + BoundaryPlanner.latestUs(plan);
        return Math.toIntExact(Math.max(0, Math.floorDiv(coverageUs - marginUs, grid.chunkUs())));
    }
}
