package org.lectern.media.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lectern.media.mp4.Sample;

/**
 * The pictures of the loaded segments in order of position. Pure: known from the containers, before
 * anything is decoded.
 */
record SourcePictures(List<LoadedSegment> segments, List<Picture> pictures) {
    private static final double US_PER_SECOND = 1e6;

    /**
     * A picture.
     *
     * @param segment index of its segment
     * @param sample index in the segment's decode order
     * @param positionUs from position 0 of the publication
     */
    record Picture(int segment, int sample, double positionUs) {}

    /** A stretch of a segment to decode: samples [from, to], of which some are shown. */
    record DecodeRange(int segment, int from, int to) {}

    static SourcePictures of(List<LoadedSegment> segments, long originUs) {
        List<Picture> pictures = new ArrayList<>();
        for (int s = 0; s < segments.size(); s++) {
            LoadedSegment segment = segments.get(s);
            List<Sample> samples = segment.samples();
            int[] order = IntStream.range(0, samples.size())
                    .boxed()
                    .sorted(Comparator.comparingLong(
                            (Integer i) -> samples.get(i).pts()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double scale = US_PER_SECOND / segment.format().timescale();
            long[] mediaUs = IntStream.of(order)
                    .mapToLong(i -> Math.round(samples.get(i).pts() * scale))
                    .toArray();
            double[] positions = FrameSelector.place(mediaUs, Placement.of(segment.entry(), originUs));
            // Pictures before the segment's start lead its first one in from the segment before; in a new
            // session they are what the device sent a second time.
            boolean goesOn = s > 0 && segments.get(s - 1).continuesIn(segment);
            int first = goesOn ? 0 : firstAtOrAfter(mediaUs, segment.entry().mediaStartUs());
            // What lies behind the end is another recorder's to show.
            int end = endBefore(mediaUs, segment.entry().mediaEndUs());
            for (int i = first; i < end; i++) {
                pictures.add(new Picture(s, order[i], positions[i]));
            }
        }
        pictures.sort(Comparator.comparingDouble(Picture::positionUs));
        return new SourcePictures(segments, List.copyOf(pictures));
    }

    private static int firstAtOrAfter(long[] mediaUs, long startUs) {
        int first = 0;
        while (first < mediaUs.length - 1 && mediaUs[first] < startUs) {
            first++;
        }
        return first;
    }

    private static int endBefore(long[] mediaUs, long endUs) {
        int end = mediaUs.length;
        while (end > 1 && mediaUs[end - 1] >= endUs) {
            end--;
        }
        return end;
    }

    double[] positionsUs() {
        return pictures.stream().mapToDouble(Picture::positionUs).toArray();
    }

    /** What must be decoded to show the chosen pictures. */
    List<DecodeRange> decodeRanges(int[] chosen) {
        int count = segments.size();
        int[] first = new int[count];
        int[] last = new int[count];
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, -1);
        for (int index : chosen) {
            if (index != FrameSelector.SLATE) {
                Picture picture = pictures.get(index);
                first[picture.segment()] = Math.min(first[picture.segment()], picture.sample());
                last[picture.segment()] = Math.max(last[picture.segment()], picture.sample());
            }
        }
        List<DecodeRange> ranges = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            if (last[s] >= 0) {
                boolean goesOn =
                        s + 1 < count && last[s + 1] >= 0 && segments.get(s).continuesIn(segments.get(s + 1));
                List<Sample> samples = segments.get(s).samples();
                ranges.add(new DecodeRange(s, syncBefore(samples, first[s]), goesOn ? samples.size() - 1 : last[s]));
            }
        }
        return ranges;
    }

    private static int syncBefore(List<Sample> samples, int index) {
        for (int i = index; i > 0; i--) {
            // Pictures that lead a sync sample in presentation may need what lies before it.
            if (samples.get(i).sync()
                    && samples.get(i).pts() <= samples.get(index).pts()) {
                return i;
            }
        }
        return 0;
    }
}
