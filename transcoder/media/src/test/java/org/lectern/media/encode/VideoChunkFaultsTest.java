package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lectern.media.encode.VideoChunkTest.FPS_25;
import static org.lectern.media.encode.VideoChunkTest.FPS_NTSC;
import static org.lectern.media.encode.VideoChunkTest.GRID;
import static org.lectern.media.encode.VideoChunkTest.assertJoins;
import static org.lectern.media.encode.VideoChunkTest.counters;
import static org.lectern.media.encode.VideoChunkTest.plan;
import static org.lectern.media.encode.VideoChunkTest.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkResult;

/** What the encoder makes of gaps, of what is sent twice, and of what cannot be decoded. */
class VideoChunkFaultsTest {
    @Test
    void gap_ofASecondAndMore_showsTheSlateAndTheRestInPlace() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 0);
        TestSource source = new TestSource()
                .session(maker.session(0, 0, 75, 25), 0)
                .gap(3_000_000, 5_400_000)
                .session(maker.session(90_000_000, 1000, 75, 25), -84_600_000);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 10_000_000);
        List<Integer> counters = counters(encoded, "180p");
        assertThat(counters.subList(0, 75)).isEqualTo(range(0, 75));
        assertThat(counters.subList(135, 210)).isEqualTo(range(1000, 1075));
        List<Integer> corner = encoded.pictures("180p", frame -> CounterPicture.luma(frame, 0.1, 0.1));
        assertThat(corner.subList(75, 135)).allMatch(luma -> Math.abs(luma - 34) < 4);
        assertThat(corner.subList(210, 250)).allMatch(luma -> Math.abs(luma - 34) < 4);
        List<Integer> brightest = encoded.pictures(
                "180p",
                frame -> IntStream.range(30, 70)
                        .map(x -> CounterPicture.luma(frame, x / 100.0, 0.5))
                        .max()
                        .orElseThrow());
        assertThat(brightest.subList(80, 130)).allMatch(luma -> luma > 90);
    }

    @Test
    void gap_ofLessThanASecond_holdsTheLastPicture() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 0);
        TestSource source = new TestSource()
                .session(maker.session(0, 0, 90, 25), 0)
                .gap(3_600_000, 4_400_000)
                .session(maker.session(0, 500, 50, 25), 4_400_000);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 6_400_000);
        List<Integer> expected = new ArrayList<>(range(0, 90));
        expected.addAll(Collections.nCopies(20, 89));
        expected.addAll(range(500, 550));
        assertThat(counters(encoded, "180p")).isEqualTo(expected);
    }

    @Test
    void pictures_sentTwice_areShownOnce() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 2);
        TestSource source = new TestSource()
                .session(maker.session(0, 0, 75, 75), 0)
                .session(maker.session(40_000_000, 60, 65, 65), -37_600_000)
                .skipTo(40_600_000);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 5_000_000);
        assertThat(counters(encoded, "180p")).isEqualTo(range(0, 125));
    }

    @Test
    void source_thatCannotBeDecoded_isNamed() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 0);
        TestSource source = new TestSource().session(maker.session(0, 0, 100, 25), 0);
        byte[] broken = source.file(2).clone();
        Fmp4File file = Fmp4Reader.read(broken);
        for (Fmp4File.Fragment fragment : file.fragments()) {
            int data = fragment.offset() + fragment.length();
            for (Sample sample : fragment.samples()) {
                data -= sample.data().length;
            }
            for (Sample sample : fragment.samples()) {
                Arrays.fill(broken, data + 4, data + sample.data().length, (byte) 0xff);
                data += sample.data().length;
            }
        }
        source.replaceFile(2, broken);
        assertThatThrownBy(() -> Encoded.track(plan(FPS_25), GRID, source, 0, 4_000_000))
                .isInstanceOfSatisfying(LecternException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_DAMAGED);
                    assertThat(e).hasMessageContaining("segment 2").hasMessageContaining("2.000 to 3.000 s");
                });
        source.replaceFile(2, new byte[1000]);
        assertThatThrownBy(() -> Encoded.track(plan(FPS_25), GRID, source, 0, 4_000_000))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_DAMAGED));
    }

    @Test
    void slate_insteadOfAChunk_fitsBetweenItsNeighbours() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 25, 2);
        TestSource source = new TestSource().session(maker.session(0, 0, 300, 25), 0);
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 12_000_000);
        ChunkInput middle = Encoded.chunk(plan(FPS_25), GRID, source, 0, 12_000_000, 1);
        encoded.chunks.put(
                1,
                new ChunkEncoder(EncoderSettings.DEFAULT)
                        .encodeSlate(middle, object -> encoded.objects.put(object.uri(), object.bytes())));
        assertJoins(encoded, "180p", 300, FPS_25);
        List<Integer> counters = counters(encoded, "180p");
        assertThat(counters.subList(0, 100)).isEqualTo(range(0, 100));
        assertThat(counters.subList(200, 300)).isEqualTo(range(200, 300));
        assertThat(encoded.pictures("180p", frame -> CounterPicture.luma(frame, 0.1, 0.1))
                        .subList(100, 200))
                .allMatch(luma -> Math.abs(luma - 34) < 4);
    }

    @Test
    void chunk_shorterThanAFrame_hasNoSegmentsAndIsNoError() {
        TestSource source = new TestSource();
        Encoded encoded = Encoded.track(plan(FPS_25), GRID, source, 0, 4_000_000);
        ChunkInput tiny = new ChunkInput(plan(FPS_NTSC), GRID, 4_000_000, 4_000_010, 0, List.of(), "und");
        ChunkResult result = new ChunkEncoder(EncoderSettings.DEFAULT).encodeSlate(tiny, object -> {});
        assertThat(result.renditions()).hasSize(2).allMatch(r -> r.segments().isEmpty());
        assertThat(encoded.file("180p").samples()).hasSize(100);
    }
}
