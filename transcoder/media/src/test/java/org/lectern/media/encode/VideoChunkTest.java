package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

class VideoChunkTest {
    static final FrameRate FPS_25 = new FrameRate(25, 1);
    static final FrameRate FPS_30 = new FrameRate(30, 1);
    static final FrameRate FPS_NTSC = new FrameRate(30_000, 1001);
    /** Short segments keep the tests fast; what they test does not depend on the length. */
    static final Grid GRID = new Grid(2_000_000, 2);

    static TrackPlan.Video plan(FrameRate rate) {
        return new TrackPlan.Video(
                rate,
                1_000_000,
                List.of(
                        new VideoRung("180p", 320, 180, 23, 800_000, 3, "veryfast", ""),
                        new VideoRung("90p", 160, 90, 26, 200_000, 3, "veryfast", "")));
    }

    static List<Integer> counters(Encoded encoded, String rendition) {
        return encoded.pictures(rendition, CounterPicture::read);
    }

    static void assertJoins(Encoded encoded, String rendition, int frames, FrameRate rate) {
        assertJoins(encoded, rendition, frames, rate, GRID);
    }

    static void assertJoins(Encoded encoded, String rendition, int frames, FrameRate rate, Grid grid) {
        Fmp4File file = encoded.file(rendition);
        int timescale = file.format().timescale();
        assertThat((long) timescale * rate.denominator() % rate.numerator()).isZero();
        long ticks = (long) timescale * rate.denominator() / rate.numerator();
        assertThat(file.samples()).hasSize(frames);
        List<Long> presented = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            Sample sample = file.samples().get(i);
            assertThat(sample.dts()).isEqualTo(i * ticks);
            assertThat(sample.duration()).isEqualTo((int) ticks);
            presented.add(sample.pts());
        }
        presented.sort(null);
        assertThat(presented)
                .isEqualTo(IntStream.range(0, frames).mapToObj(i -> i * ticks).toList());
        long nextTick = 0;
        int nextIndex = 0;
        for (ChunkResult.Segment segment : encoded.segments(rendition)) {
            assertThat(segment.index()).isEqualTo(nextIndex++);
            assertThat(segment.startTicks()).isEqualTo(nextTick);
            assertThat(segment.startTicks())
                    .isEqualTo(ticks * rate.firstFrameAtOrAfter(segment.index() * grid.segmentUs()));
            assertThat(segment.keyframes().getFirst().startTicks()).isEqualTo(nextTick);
            nextTick += segment.durationTicks();
        }
        assertThat(nextTick).isEqualTo(frames * ticks);
    }

    @Test
    void chunks_encodedApart_joinWithoutMissingOrDoubledFrames() {
        for (FrameRate rate : List.of(FPS_25, FPS_30, FPS_NTSC)) {
            int frames = (int) (rate.framesPerSecond() * 9.5);
            var maker = new VideoSourceMaker(Codec.H264, 320, 180, rate, 50, 2);
            TestSource source = new TestSource().session(maker.session(77_000_000, 0, frames, 60), -70_000_000);
            long totalUs = rate.positionUs(frames);
            Encoded encoded = Encoded.track(plan(rate), GRID, source, 7_000_000, totalUs);
            for (String rendition : List.of("180p", "90p")) {
                assertJoins(encoded, rendition, (int) rate.firstFrameAtOrAfter(totalUs), rate);
                assertThat(counters(encoded, rendition))
                        .isEqualTo(IntStream.range(0, frames).boxed().toList());
            }
        }
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void source_thatIsInterlaced_isShownInWholePictures() {
        int frames = 150;
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 50, 2).interlaced();
        TestSource source = new TestSource().session(maker.session(0, 0, frames, 50), 0);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, FPS_25.positionUs(frames));

        assertJoins(encoded, "180p", frames, FPS_25);
        byte[] woven = source.fetch((TrackEntry.Segment) source.entries().getFirst());
        assertThat(Encoded.pictures(Fmp4Reader.read(woven), VideoChunkTest::comb))
                .as("lines of the source that belong to another time")
                .allMatch(comb -> comb > 100);
        assertThat(encoded.pictures("180p", VideoChunkTest::comb))
                .hasSize(frames)
                .allMatch(comb -> comb < 10);
    }

    /** How much each line differs from those around it, where the counter's last bit is. */
    private static double comb(AVFrame picture) {
        return IntStream.range(70, 110)
                .map(line -> Math.abs(
                        lastBit(picture, line) - (lastBit(picture, line - 1) + lastBit(picture, line + 1)) / 2))
                .average()
                .orElseThrow();
    }

    private static int lastBit(AVFrame picture, int line) {
        return CounterPicture.luma(picture, 15.5 / 16, (line + 0.5) / picture.height());
    }

    @Test
    void chunks_ofOneTrack_shareTheirInitialisationSegment() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 0);
        // Half of it a still slate, half of it motion: what is in the pictures must not show in the header.
        TestSource source = new TestSource().session(maker.session(0, 0, 125, 25), 0);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 11_000_000);
        for (int rung = 0; rung < 2; rung++) {
            int index = rung;
            assertThat(encoded.chunks.values().stream()
                            .map(chunk -> chunk.renditions().get(index))
                            .map(r -> r.initUri() + r.codecs() + r.timescale() + r.initBytes())
                            .distinct())
                    .hasSize(1);
        }
        assertThat(encoded.rendition("180p").codecs()).startsWith("avc1.6400");
        SpsInfo sps =
                AvcConfig.parse(encoded.file("180p").format().codecConfig()).spsInfo();
        assertThat(sps.width()).isEqualTo(320);
        assertThat(sps.height()).isEqualTo(180);
        assertThat(sps.colour()).isEqualTo(new SpsInfo.Colour(1, 1, 1, false));
    }

    @Test
    void keyframes_standWhereTheyAreAskedForAndTheirRangesHoldThem() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 40, 2);
        TestSource source = new TestSource().session(maker.session(0, 0, 150, 40), 0);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 5_500_000);
        for (ChunkResult.Segment segment : encoded.segments("180p")) {
            byte[] bytes = encoded.objects.get(segment.uri());
            assertThat(bytes).hasSize(segment.bytes());
            assertThat(segment.keyframes().stream().map(k -> k.startTicks() - segment.startTicks()))
                    .isEqualTo(List.of(0L, 90_000L));
            for (ChunkResult.Keyframe keyframe : segment.keyframes()) {
                byte[] range = Arrays.copyOfRange(bytes, keyframe.offset(), keyframe.offset() + keyframe.length());
                assertThat(new String(range, 4, 4, StandardCharsets.ISO_8859_1)).isEqualTo("moof");
                ByteBuffer box = ByteBuffer.wrap(range);
                int data = box.getInt(0) + 8;
                List<byte[]> units = NalUnits.splitLengthPrefixed(Arrays.copyOfRange(range, data, range.length), 4);
                assertThat(units).allMatch(unit -> NalUnits.h264Type(unit) == NalUnits.H264_IDR);
            }
        }
    }

    @Test
    void encoding_repeated_givesTheSameBytes() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 50, 2);
        List<TestSource.Packed> session = maker.session(0, 0, 125, 50);
        Encoded first = Encoded.track(plan(FPS_25), GRID, new TestSource().session(session, 0), 0, 5_000_000);
        Encoded second = Encoded.track(plan(FPS_25), GRID, new TestSource().session(session, 0), 0, 5_000_000);
        assertThat(second.chunks).isEqualTo(first.chunks);
        assertThat(second.objects.keySet()).isEqualTo(first.objects.keySet());
        first.objects.forEach(
                (uri, bytes) -> assertThat(second.objects.get(uri)).isEqualTo(bytes));
        Encoded moved = Encoded.track(plan(FPS_25), GRID, new TestSource().session(session, 1000), 0, 5_000_000);
        assertThat(moved.segments("180p").getFirst().uri())
                .isNotEqualTo(first.segments("180p").getFirst().uri());
    }

    @Test
    void source_thatIsH265_isEncoded() {
        var maker = new VideoSourceMaker(Codec.H265, 320, 180, FPS_30, 45, 3);
        TestSource source = new TestSource().session(maker.session(1_000_000, 5, 250, 45), 0);
        Encoded encoded = Encoded.track(plan(FPS_30), GRID, source, 1_000_000, 8_000_000);
        assertJoins(encoded, "180p", 240, FPS_30);
        assertThat(counters(encoded, "180p")).isEqualTo(range(5, 245));
    }

    @Test
    void source_thatChangesItsSize_keepsItsAspect() {
        var wide = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 2);
        var square = new VideoSourceMaker(Codec.H264, 240, 240, FPS_25, 25, 2);
        TestSource source = new TestSource()
                .session(wide.session(0, 0, 50, 25), 0)
                .session(square.session(0, 50, 75, 25), 2_000_000);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 5_000_000);
        List<Integer> left = encoded.pictures("180p", frame -> CounterPicture.luma(frame, 0.02, 0.2));
        assertThat(left.subList(0, 50)).allMatch(luma -> luma > 40);
        assertThat(left.subList(51, 125)).allMatch(luma -> luma < 24);
        assertThat(counters(encoded, "180p").subList(0, 50)).isEqualTo(range(0, 50));
        assertThat(encoded.pictures("90p", frame -> CounterPicture.luma(frame, 0.5, 0.2)))
                .allMatch(luma -> luma > 40);
    }

    @Test
    void pictures_betweenGridPositions_areNeitherDoubledNorLost() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_30, 30, 0);
        List<TestSource.Packed> session = maker.session(3_333_333, 0, 210, 30);
        for (long offset : new long[] {0, 8_000, 16_000, 16_666, 25_000, 33_000}) {
            TestSource source = new TestSource().session(session, offset);
            Encoded encoded = Encoded.track(plan(FPS_30), GRID, source, 3_333_333, 6_000_000);
            List<Integer> counters = counters(encoded, "90p");
            int first = counters.getLast() - counters.size() + 1;
            List<Integer> expected = new ArrayList<>(range(first, counters.getLast() + 1));
            if (first < 0) {
                expected.set(0, 0);
            }
            assertThat(counters).as("offset %d", offset).isEqualTo(expected);
            assertThat(first).isBetween(-1, 0);
        }
    }

    @Test
    void slides_atFiveFramesASecond_showEverySixthPicture() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_30, 60, 2);
        TestSource source = new TestSource().session(maker.session(0, 0, 180, 60), 0);
        var slides = new TrackPlan.Video(
                new FrameRate(5, 1),
                GRID.segmentUs(),
                List.of(new VideoRung("180p", 320, 180, 23, 400_000, 0, "veryfast", "stillimage")));
        Encoded encoded = Encoded.track(slides, GRID, source, 0, 6_000_000);
        assertJoins(encoded, "180p", 30, new FrameRate(5, 1));
        assertThat(counters(encoded, "180p"))
                .isEqualTo(IntStream.range(0, 30).mapToObj(i -> 6 * i).toList());
        assertThat(encoded.segments("180p"))
                .allMatch(segment -> segment.keyframes().size() == 1);
    }
}
