package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Sample;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.PassThroughPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** Chunks that show the device's own pictures, between chunks that do not. */
class PassThroughTest {
    private static final FrameRate RATE = new FrameRate(25, 1);
    private static final Grid GRID = Grid.DEFAULT;

    private static TrackPlan.Video plan(TestSource source, long originUs) {
        var all = new TrackPlan.Video(
                RATE,
                2_000_000,
                List.of(
                        new VideoRung("180p", 320, 180, 23, 4_000_000, 3, "veryfast", ""),
                        new VideoRung("90p", 160, 90, 26, 200_000, 3, "veryfast", "")));
        var first = (TrackEntry.Segment) source.entries().getFirst();
        return PassThroughPlanner.plan(DeviceRole.PRESENTER, all, first, originUs, GRID);
    }

    private static List<TestSource.Packed> film(int firstCounter, int frames, int reordered) {
        return new VideoSourceMaker(Codec.H264, 320, 180, RATE, 50, reordered)
                .session(firstCounter * 40_000L, firstCounter, frames, 150);
    }

    /** How many chunks show pictures that are the device's, byte for byte. */
    private static long passed(Encoded encoded, TestSource source) {
        List<byte[]> own = source.entries().stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .flatMap(entry ->
                        org.lectern.media.mp4.Fmp4Reader.read(source.fetch((TrackEntry.Segment) entry))
                                .samples()
                                .stream())
                .filter(Sample::sync)
                .map(PassThroughTest::picture)
                .toList();
        return encoded.file("180p").samples().stream()
                .filter(Sample::sync)
                .map(PassThroughTest::picture)
                .filter(picture -> own.stream().anyMatch(other -> java.util.Arrays.equals(picture, other)))
                .count();
    }

    private static byte[] picture(Sample sample) {
        return org.lectern.media.mp4.NalUnits.joinLengthPrefixed(
                org.lectern.media.mp4.NalUnits.splitLengthPrefixed(sample.data(), 4).stream()
                        .filter(unit -> org.lectern.media.mp4.NalUnits.h264Type(unit) == 5)
                        .toList());
    }

    private static void assertWhole(Encoded encoded, int frames) {
        for (String rendition : List.of("180p", "90p")) {
            long next = 0;
            for (ChunkResult.Segment segment : encoded.segments(rendition)) {
                assertThat(segment.startTicks()).isEqualTo(next);
                assertThat(segment.keyframes().getFirst().startTicks()).isEqualTo(next);
                next += segment.durationTicks();
            }
            assertThat(next).isEqualTo(frames * 3600L);
            List<Sample> samples = encoded.file(rendition).samples();
            assertThat(samples).hasSize(frames);
            assertThat(samples.stream().map(Sample::pts).sorted().toList())
                    .isEqualTo(
                            IntStream.range(0, frames).mapToObj(i -> i * 3600L).toList());
            assertThat(VideoChunkTest.counters(encoded, rendition)).hasSize(frames);
        }
        assertThat(encoded.segments("180p").stream().map(ChunkResult.Segment::startTicks))
                .isEqualTo(encoded.segments("90p").stream()
                        .map(ChunkResult.Segment::startTicks)
                        .toList());
        assertThat(encoded.chunks.values().stream()
                        .map(chunk -> chunk.renditions().getFirst().initUri())
                        .distinct())
                .hasSize(1);
        assertThat(AvcConfig.parse(encoded.file("180p").format().codecConfig()).sequenceParameterSets())
                .hasSize(2);
        assertThat(encoded.segments("180p").subList(0, encoded.segments("180p").size() - 1))
                .allSatisfy(segment -> assertThat(segment.durationTicks()).isBetween(5_500L * 90, 6_499L * 90));
    }

    @Test
    void chunks_ofADeviceThatQualifies_showItsOwnPicturesWithoutASeam() {
        for (int reordered : new int[] {0, 2}) {
            int frames = 50 * 25;
            long originUs = 1_480_000;
            TestSource source = new TestSource().session(film(0, frames, reordered), 0);
            TrackPlan.Video plan = plan(source, originUs);
            assertThat(plan.passThrough()).isNotNull();
            assertThat(plan.passThrough().phaseUs()).isEqualTo(520_000);
            long totalUs = 45_000_000;
            Encoded encoded = Encoded.track(plan, GRID, source, originUs, totalUs);
            assertWhole(encoded, 45 * 25);
            // Key pictures of the two chunks in the middle.
            assertThat(passed(encoded, source)).isEqualTo(12);
            for (String rendition : List.of("180p", "90p")) {
                assertThat(VideoChunkTest.counters(encoded, rendition))
                        .isEqualTo(VideoChunkTest.range(37, 37 + 45 * 25));
            }
        }
    }

    @Test
    void chunks_acrossALostDevice_areEncodedAndGoOn() {
        TestSource source = new TestSource()
                .session(film(0, 30 * 25, 0), 0)
                .gap(30_000_000, 32_700_000)
                .session(film(0, 40 * 25, 0), 32_700_000);
        TrackPlan.Video plan = plan(source, 0);
        assertThat(plan.passThrough()).isNotNull();
        Encoded encoded = Encoded.track(plan, GRID, source, 0, 70_000_000);
        assertWhole(encoded, 70 * 25);
        assertThat(passed(encoded, source)).isGreaterThanOrEqualTo(6);
    }

    @Test
    void chunks_ofADeviceWhoseClockDrifts_keepTheirFrames() {
        TestSource source = new TestSource().session(film(0, 50 * 25, 0), 0, 1.0005);
        Encoded encoded = Encoded.track(plan(source, 0), GRID, source, 0, 47_000_000);
        assertThat(encoded.segments("180p").stream()
                        .mapToLong(ChunkResult.Segment::durationTicks)
                        .sum())
                .isEqualTo(47 * 90_000L);
        assertThat(passed(encoded, source)).isEqualTo(18);
    }
}
