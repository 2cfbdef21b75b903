package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.media.mp4.Av1Config;
import org.lectern.media.mp4.Av1Sequence;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Obus;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.ContentClass;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** Slides in AV1 beside H.264, in chunks that are encoded apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Av1ChunkTest {
    private static final int WIDTH = 854;
    private static final int HEIGHT = 480;
    private static final FrameRate RATE = new FrameRate(10, 1);
    /** Two chunks and a bit of a third. */
    private static final int SECONDS = 27;

    private static final int FRAMES = SECONDS * 5;
    private static final String AV1 = "480p-av1";

    private TrackPlan.Video plan;
    private TestSource source;
    private Encoded encoded;

    @BeforeAll
    void encode() {
        // The picture of number n shows it, and the plan takes each second one.
        source = new TestSource()
                .session(
                        new VideoSourceMaker(Codec.H264, WIDTH, HEIGHT, RATE, 20, 0).session(0, 0, SECONDS * 10, 60),
                        0);
        plan = LadderPlanner.withAv1((TrackPlan.Video) LadderPlanner.plan(
                DeviceRole.SLIDES, SourceFormat.video(Codec.H264, WIDTH, HEIGHT, RATE), Grid.DEFAULT));
        encoded = Encoded.track(plan, Grid.DEFAULT, source, 0, SECONDS * 1_000_000L);
    }

    @Test
    void chunks_encodedApart_joinWithoutMissingOrDoubledFrames() {
        assertThat(plan.renditions()).containsExactly("480p", AV1);
        VideoChunkTest.assertJoins(encoded, AV1, FRAMES, plan.frameRate(), Grid.DEFAULT);
        List<Integer> wanted =
                VideoChunkTest.range(0, FRAMES).stream().map(i -> 2 * i).toList();
        assertThat(VideoChunkTest.counters(encoded, AV1)).isEqualTo(wanted);
        assertThat(VideoChunkTest.counters(encoded, "480p")).isEqualTo(wanted);
    }

    @Test
    void pictures_ofBothCodecs_areThoseOfTheSource() {
        List<byte[]> h264 = encoded.pictures("480p", Av1ChunkTest::luma);
        List<byte[]> av1 = encoded.pictures(AV1, Av1ChunkTest::luma);

        for (int i = 0; i < FRAMES; i++) {
            // All of the picture moves all the time, under the floor's cap.
            double own = psnr(av1.get(i), painted(2 * i));
            assertThat(own)
                    .as("picture %d", i)
                    .isGreaterThan(27)
                    .isGreaterThan(psnr(av1.get(i), painted(2 * i - 2)))
                    .isGreaterThan(psnr(av1.get(i), painted(2 * i + 2)));
            assertThat(psnr(av1.get(i), h264.get(i))).as("picture %d", i).isGreaterThan(27);
        }
    }

    @Test
    void segments_beginWithAKeyFrameOnTheGrid_andAreDecodedAlone() {
        Fmp4File file = encoded.file(AV1);
        for (int i = 0; i < FRAMES; i++) {
            Sample sample = file.samples().get(i);
            assertThat(Obus.isSync(sample.data())).isEqualTo(i % 30 == 0).isEqualTo(sample.sync());
            assertThat(sample.pts()).isEqualTo(sample.dts());
        }
        byte[] init = encoded.objects.get(encoded.rendition(AV1).initUri());
        int at = 0;
        for (ChunkResult.Segment segment : encoded.segments(AV1)) {
            byte[] bytes = encoded.objects.get(segment.uri());
            Encoded alone = new Encoded();
            alone.chunks.put(
                    0,
                    new ChunkResult(List.of(new ChunkResult.Rendition(
                            AV1, "", encoded.rendition(AV1).timescale(), "init", init.length, List.of(segment)))));
            alone.objects.putAll(Map.of("init", init, segment.uri(), bytes));
            List<Integer> counters = VideoChunkTest.counters(alone, AV1);
            for (int counter : counters) {
                assertThat(counter).isEqualTo(2 * at++);
            }
        }
        assertThat(at).isEqualTo(FRAMES);
    }

    @Test
    void keyframe_ofEachSegment_isARangeOfItsOwn() {
        byte[] init = encoded.objects.get(encoded.rendition(AV1).initUri());
        for (ChunkResult.Segment segment : encoded.segments(AV1)) {
            assertThat(segment.keyframes()).hasSize(1);
            ChunkResult.Keyframe key = segment.keyframes().getFirst();
            byte[] range =
                    Arrays.copyOfRange(encoded.objects.get(segment.uri()), key.offset(), key.offset() + key.length());
            assertThat(ByteBuffer.wrap(range).getInt(4)).isEqualTo(0x6d6f6f66);
            Sample sample = Fmp4Reader.readFirstSample(init, range).samples().getFirst();
            assertThat(Obus.isSync(sample.data())).isTrue();
            assertThat(key.startTicks()).isEqualTo(sample.pts());
        }
    }

    @Test
    void header_isTheSameInEveryChunk_andSaysWhatIsPlayed() {
        assertThat(encoded.chunks.values().stream()
                        .map(chunk -> chunk.rendition(AV1).orElseThrow().initUri())
                        .distinct())
                .hasSize(1);
        assertThat(encoded.rendition(AV1).codecs()).matches("av01\\.0\\.0[0-9]M\\.08");
        Fmp4File file = encoded.file(AV1);
        Av1Config config = Av1Config.parse(file.format().codecConfig());
        Av1Sequence sequence = config.sequence();
        assertThat(file.format().codec()).isEqualTo(Codec.AV1);
        assertThat(sequence.width()).isEqualTo(WIDTH).isEqualTo(file.format().width());
        assertThat(sequence.height()).isEqualTo(HEIGHT).isEqualTo(file.format().height());
        assertThat(sequence.colour()).isEqualTo(new SpsInfo.Colour(1, 1, 1, false));
        assertThat(sequence.screenTools()).isTrue();
        assertThat(file.samples().stream().filter(Sample::sync))
                .allMatch(sample ->
                        Av1Config.ofTemporalUnit(sample.data()).equals(config) && Obus.usesScreenTools(sample.data()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1080, 720, 480})
    void header_ofARung_isTheSameWhateverIsShown(int height) {
        Ffmpeg.start();
        var format = SourceFormat.video(Codec.H264, height * 16 / 9, height, RATE);
        TrackPlan.Video slides =
                LadderPlanner.withAv1((TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, format, Grid.DEFAULT));
        VideoRung rung = slides.rungs().stream()
                .filter(one -> one.codec() == Codec.AV1)
                .findFirst()
                .orElseThrow();
        Set<Av1Config> headers = new HashSet<>();
        for (ContentClass content : ContentClass.values()) {
            // What was written: the encoder itself refuses a picture whose header is another.
            AVFrame frame = PictureScaler.frame(rung.width(), rung.height());
            try (var encoder = new SvtAv1Encoder(rung.showing(content), slides.frameRate())) {
                List<RungEncoder.Picture> coded = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    encoder.send(frame, i, i == 0, coded::add);
                }
                encoder.finish(coded::add);
                headers.add(Av1Config.ofTemporalUnit(coded.getFirst().data()));
                headers.add(encoder.config());
            } finally {
                avutil.av_frame_free(frame);
            }
        }
        assertThat(headers).hasSize(1);
    }

    @Test
    void chunkEncodedAgain_isTheSame_alsoAsTheRestOfOneThatWasHurried() {
        ChunkInput whole = Encoded.chunk(plan, Grid.DEFAULT, source, 0, SECONDS * 1_000_000L, 1);
        List<byte[]> wanted = segments(encoded.chunks.get(1), encoded.objects);
        var encoder = new ChunkEncoder(EncoderSettings.DEFAULT);

        for (ChunkPart part : List.of(whole.part(), new ChunkPart(Hurry.NONE, List.of(AV1)))) {
            Map<String, byte[]> objects = new TreeMap<>();
            ChunkResult again =
                    encoder.encode(whole.of(part), source, object -> objects.put(object.uri(), object.bytes()));
            assertThat(segments(again, objects)).usingRecursiveComparison().isEqualTo(wanted);
            assertThat(again.rendition(AV1).orElseThrow().initUri())
                    .isEqualTo(encoded.rendition(AV1).initUri());
        }
    }

    @Test
    void slate_hasTheHeaderOfTheOthers() {
        ChunkInput chunk = Encoded.chunk(plan, Grid.DEFAULT, source, 0, SECONDS * 1_000_000L, 1);

        ChunkResult slate = new ChunkEncoder(EncoderSettings.DEFAULT).encodeSlate(chunk, object -> {});

        assertThat(slate.rendition(AV1).orElseThrow().initUri())
                .isEqualTo(encoded.rendition(AV1).initUri());
        assertThat(slate.rendition(AV1).orElseThrow().segments()).hasSize(2);
    }

    private static List<byte[]> segments(ChunkResult result, Map<String, byte[]> objects) {
        return result.rendition(AV1).orElseThrow().segments().stream()
                .map(segment -> objects.get(segment.uri()))
                .toList();
    }

    private static byte[] painted(int counter) {
        AVFrame frame = PictureScaler.frame(WIDTH, HEIGHT);
        CounterPicture.draw(frame, counter);
        byte[] luma = luma(frame);
        avutil.av_frame_free(frame);
        return luma;
    }

    private static byte[] luma(AVFrame frame) {
        byte[] luma = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            frame.data(0).position((long) y * frame.linesize(0)).get(luma, y * WIDTH, WIDTH);
        }
        frame.data(0).position(0);
        return luma;
    }

    private static double psnr(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double off = (a[i] & 0xff) - (b[i] & 0xff);
            sum += off * off;
        }
        return 10 * Math.log10(255 * 255 * a.length / Math.max(1, sum));
    }
}
