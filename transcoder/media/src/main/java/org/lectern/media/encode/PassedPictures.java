package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Sample;
import org.lectern.model.plan.BoundaryPlanner;
import org.lectern.model.plan.ChunkSpan;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.VideoRung;

/**
 * The device's own pictures of a chunk, repackaged: each segment begins with a key picture that stands
 * on the grid of frames, and the pictures between are spread evenly, so that their times are the
 * grid's own but where the device's clock slipped by a frame. Pure.
 *
 * @param segments the chunk's segments, for all rungs
 * @param fragments of each segment the samples in decode order, a list for each key picture
 */
record PassedPictures(List<FrameGrid.Segment> segments, List<List<List<Sample>>> fragments) {
    private static final long MOST_OVER_US = 450_000;
    private static final long MOST_IDR_INTERVAL_US = 2_030_000;
    /** So many pictures more or less than frames may a segment have. */
    private static final int MOST_SLIPPED = 2;
    /** The rate may pass what the plan says by a tenth: it was taken from the first segment. */
    private static final double MOST_RATE = 1.1;

    /** A picture on the way from the source, with what is kept of it. */
    private record Picture(double positionUs, long pts, boolean key, byte[] data) {}

    /** The pictures of a chunk, or null where it has to be encoded. */
    static @Nullable PassedPictures of(
            ChunkInput chunk, FrameGrid grid, VideoRung rung, DeviceCoding coding, List<LoadedSegment> source) {
        ChunkSpan span = chunk.span();
        if (span == null || span.last() || span.endFrame() <= span.firstFrame()) {
            return null;
        }
        List<Picture> pictures = pictures(source, chunk.originUs(), coding);
        int first = keyAt(pictures, grid, span.firstFrame());
        int end = keyAt(pictures, grid, span.endFrame());
        if (first < 0 || end <= first) {
            return null;
        }
        List<FrameGrid.Segment> segments = new ArrayList<>();
        List<List<List<Sample>>> fragments = new ArrayList<>();
        long bytes = 0;
        int from = first;
        int parts = chunk.grid().segmentsPerChunk();
        for (int i = 1; i <= parts; i++) {
            long wanted = span.firstFrame() + (span.endFrame() - span.firstFrame()) * i / parts;
            int to = i == parts ? end : nearestKey(pictures, grid, from, end, wanted);
            if (to <= from
                    || !isOfUsualLength(grid, chunk.grid(), frame(pictures, grid, from), frame(pictures, grid, to))) {
                return null;
            }
            Placed placed = place(pictures, grid, chunk.firstSegment() + i - 1, from, to);
            if (placed == null) {
                return null;
            }
            segments.add(placed.segment());
            fragments.add(placed.fragments());
            bytes += pictures.subList(from, to).stream()
                    .mapToLong(picture -> picture.data().length)
                    .sum();
            from = to;
        }
        double seconds = (span.endFrame() - span.firstFrame()) / grid.rate().framesPerSecond();
        return bytes * 8 / seconds > rung.maxBitsPerSecond() * MOST_RATE
                ? null
                : new PassedPictures(segments, fragments);
    }

    /** All that follow each other without a break up to the last; what is before a break is left out. */
    private static List<Picture> pictures(List<LoadedSegment> source, long originUs, DeviceCoding coding) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            LoadedSegment segment = source.get(i);
            if (i > 0 && !source.get(i - 1).continuesIn(segment)
                    || !coding.isOf(segment.format().codecConfig())) {
                pictures.clear();
            }
            if (!coding.isOf(segment.format().codecConfig())) {
                continue;
            }
            Placement placement = Placement.of(segment.entry(), originUs);
            double scale = 1e6 / segment.format().timescale();
            for (Sample sample : segment.samples()) {
                Picture picture = picture(sample, placement.position(sample.pts() * scale), coding);
                if (picture == null) {
                    pictures.clear();
                } else {
                    pictures.add(picture);
                }
            }
        }
        return pictures;
    }

    /** Null where the sample holds what only the device's own stream could explain. */
    private static @Nullable Picture picture(Sample sample, double positionUs, DeviceCoding coding) {
        List<byte[]> slices = new ArrayList<>();
        boolean key = false;
        for (byte[] unit : NalUnits.splitLengthPrefixed(sample.data(), 4)) {
            switch (NalUnits.h264Type(unit)) {
                case NalUnits.H264_IDR -> {
                    key = true;
                    slices.add(unit);
                }
                case NalUnits.H264_SLICE -> slices.add(unit);
                case NalUnits.H264_SPS, NalUnits.H264_PPS -> {
                    if (!coding.knows(unit)) {
                        return null;
                    }
                }
                case 2, 3, 4 -> {
                    return null;
                }
                default -> {
                    // Delimiters, fillers and messages: nothing is shown without them that is not shown with them.
                }
            }
        }
        return slices.isEmpty()
                ? null
                : new Picture(positionUs, sample.pts(), key, NalUnits.joinLengthPrefixed(slices));
    }

    private static long frame(List<Picture> pictures, FrameGrid grid, int index) {
        return BoundaryPlanner.nearestFrame(
                grid.rate(), Math.round(pictures.get(index).positionUs()));
    }

    private static int keyAt(List<Picture> pictures, FrameGrid grid, long frame) {
        return IntStream.range(0, pictures.size())
                .filter(i -> pictures.get(i).key() && frame(pictures, grid, i) == frame)
                .findFirst()
                .orElse(-1);
    }

    private static int nearestKey(List<Picture> pictures, FrameGrid grid, int from, int end, long wanted) {
        return IntStream.range(from + 1, end)
                .filter(i -> pictures.get(i).key())
                .boxed()
                .min(Comparator.comparingLong(i -> Math.abs(frame(pictures, grid, i) - wanted)))
                .orElse(-1);
    }

    private static boolean isOfUsualLength(FrameGrid grid, Grid publication, long first, long end) {
        long lengthUs = grid.rate().positionUs(end - first);
        return Math.abs(lengthUs - publication.segmentUs()) <= MOST_OVER_US;
    }

    private record Placed(FrameGrid.Segment segment, List<List<Sample>> fragments) {}

    private static @Nullable Placed place(List<Picture> pictures, FrameGrid grid, int index, int from, int to) {
        long first = frame(pictures, grid, from);
        long end = frame(pictures, grid, to);
        long frames = end - first;
        int count = to - from;
        int[] shown = IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingLong(i -> pictures.get(i).pts()))
                .mapToInt(i -> i - from)
                .toArray();
        int[] rank = new int[count];
        for (int i = 0; i < count; i++) {
            rank[shown[i]] = i;
        }
        if (Math.abs(count - frames) > MOST_SLIPPED
                || pictures.get(from + shown[count - 1]).pts()
                        >= pictures.get(to).pts()) {
            return null;
        }
        List<List<Sample>> fragments = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        double frameUs = 1e6 / grid.rate().framesPerSecond();
        for (int i = 0; i < count; i++) {
            Picture picture = pictures.get(from + i);
            long decoded = ticks(grid, first, frames, i, count);
            long presented = ticks(grid, first, frames, rank[i], count);
            double presentedUs = presented * 1e6 / grid.timescale();
            // A key picture that others overtake would need what lies before it.
            if (picture.key() && rank[i] != i || Math.abs(presentedUs - picture.positionUs()) > frameUs) {
                return null;
            }
            if (picture.key()) {
                keys.add(first + Math.round((double) i * frames / count));
                fragments.add(new ArrayList<>());
            }
            int duration = Math.toIntExact(ticks(grid, first, frames, i + 1, count) - decoded);
            fragments
                    .getLast()
                    .add(new Sample(
                            decoded, duration, Math.toIntExact(presented - decoded), picture.key(), picture.data()));
        }
        return isDense(keys, end, grid)
                ? new Placed(new FrameGrid.Segment(index, first, end, List.copyOf(keys)), fragments)
                : null;
    }

    private static long ticks(FrameGrid grid, long first, long frames, int index, int count) {
        return grid.ticks(first) + Math.round((double) index * grid.ticks(frames) / count);
    }

    private static boolean isDense(List<Long> keys, long end, FrameGrid grid) {
        return IntStream.range(0, keys.size())
                .mapToLong(i -> (i + 1 < keys.size() ? keys.get(i + 1) : end) - keys.get(i))
                .allMatch(apart -> apart > 0 && grid.rate().positionUs(apart) <= MOST_IDR_INTERVAL_US);
    }
}
