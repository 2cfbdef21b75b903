package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.model.plan.VideoRung;

/** A track whose middle chunk was refused by its encoder and made by x264. */
class MixedEncodersTest {
    private static final Grid GRID = VideoChunkTest.GRID;
    private static final FrameRate RATE = VideoChunkTest.FPS_30;
    private static final EncoderChoice OTHER =
            new EncoderChoice(VideoEncoder.OPENH264, null, "openh264-0a1b2c", Integer.MAX_VALUE);
    private static final long TOTAL_US = 12_000_000;
    private static final int FRAMES = 360;

    private final Encoded encoded = new Encoded();

    private void encode(TrackPlan plan) {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, RATE, 50, 2);
        TestSource source = new TestSource().session(maker.session(77_000_000, 0, FRAMES, 60), -70_000_000);
        ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);
        for (int index = 2; index >= 0; index--) {
            ChunkInput chunk = Encoded.chunk(plan, GRID, source, 7_000_000, TOTAL_US, index);
            EncoderChoice choice = index == 1 ? EncoderChoice.X264 : OTHER;
            encoded.chunks.put(
                    index,
                    encoder.encode(chunk, source, object -> encoded.objects.put(object.uri(), object.bytes()), choice));
        }
    }

    /** What a player decodes: each chunk behind its own initialisation segment. */
    private List<Fmp4File> parts(String rendition) {
        return encoded.chunks.values().stream()
                .map(chunk -> chunk.rendition(rendition).orElseThrow())
                .map(made -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    out.writeBytes(encoded.objects.get(made.initUri()));
                    made.segments().forEach(segment -> out.writeBytes(encoded.objects.get(segment.uri())));
                    return Fmp4Reader.read(out.toByteArray());
                })
                .toList();
    }

    private static List<Integer> counters(Fmp4File file) {
        List<Integer> seen = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        try (VideoDecoder decoder = new VideoDecoder(file.format(), 2, 1)) {
            for (Sample sample : file.samples()) {
                decoder.send(sample, sample.pts());
                while (decoder.receive(frame)) {
                    seen.add(CounterPicture.read(frame));
                    av_frame_unref(frame);
                }
            }
            decoder.drain();
            while (decoder.receive(frame)) {
                seen.add(CounterPicture.read(frame));
                av_frame_unref(frame);
            }
        } finally {
            av_frame_free(frame);
        }
        return seen;
    }

    @Test
    void chunks_ofTwoEncoders_joinWithEachPictureOnceAndTimesGoingOn() {
        encode(VideoChunkTest.plan(RATE));

        for (String rendition : List.of("180p", "90p")) {
            List<Fmp4File> parts = parts(rendition);
            assertThat(parts.stream().flatMap(part -> counters(part).stream()).toList())
                    .isEqualTo(VideoChunkTest.range(0, FRAMES));
            long next = 0;
            for (Fmp4File part : parts) {
                for (Sample sample : part.samples()) {
                    assertThat(sample.dts()).isEqualTo(next);
                    next += sample.duration();
                }
            }
            assertThat(encoded.chunks.values().stream()
                            .map(chunk ->
                                    chunk.rendition(rendition).orElseThrow().initUri()))
                    .as("the same parameter sets before and behind, others between")
                    .satisfiesExactly(
                            first -> assertThat(first).isNotEmpty(),
                            second -> assertThat(second).isNotEqualTo(initUri(rendition, 0)),
                            third -> assertThat(third).isEqualTo(initUri(rendition, 0)));
        }
    }

    private String initUri(String rendition, int chunk) {
        return encoded.chunks.get(chunk).rendition(rendition).orElseThrow().initUri();
    }

    @Test
    void chunk_ofAnotherEncoder_hasIdrPicturesWhereAskedColourAndHighProfile() {
        encode(VideoChunkTest.plan(RATE));

        for (ChunkResult.Segment segment : encoded.segments("180p")) {
            assertThat(segment.keyframes().stream().map(k -> k.startTicks() - segment.startTicks()))
                    .isEqualTo(List.of(0L, 90_000L));
        }
        SpsInfo sps =
                AvcConfig.parse(parts("180p").getFirst().format().codecConfig()).spsInfo();
        assertThat(sps.profile()).isEqualTo(100);
        assertThat(sps.colour()).isEqualTo(new SpsInfo.Colour(1, 1, 1, false));
    }

    @Test
    void segments_ofAnEncoderThatMayNotRepeatItself_areNamedByTheirBytesToo() {
        TrackPlan plan = VideoChunkTest.plan(RATE);
        encode(plan);
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, RATE, 50, 2);
        TestSource source = new TestSource().session(maker.session(77_000_000, 0, FRAMES, 60), -70_000_000);
        ChunkInput chunk = Encoded.chunk(plan, GRID, source, 7_000_000, TOTAL_US, 0);
        ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);

        ChunkResult.Rendition made = encoded.chunks.get(0).rendition("180p").orElseThrow();
        ChunkResult.Segment segment = made.segments().getFirst();
        assertThat(segment.uri()).endsWith("-" + ContentKey.of(encoded.objects.get(segment.uri())) + ".m4s");
        assertThat(encoder.isMadeOf(chunk, OTHER.id(), List.of(made))).isTrue();
        assertThat(encoder.isMadeOf(chunk, "openh264-ffffff", List.of(made))).isFalse();
        assertThat(encoder.isMadeOf(chunk, EncoderChoice.X264.id(), List.of(made)))
                .isFalse();
        ChunkInput hurried = chunk.of(new ChunkPart(org.lectern.model.plan.Hurry.FAST, plan.renditions()));
        assertThat(encoder.isMadeOf(hurried, OTHER.id(), List.of(made))).isFalse();
    }

    static Stream<VideoRung> rungs() {
        return Stream.of(
                        SourceFormat.video(Codec.H264, 1920, 1080, RATE),
                        SourceFormat.video(Codec.H264, 640, 480, RATE))
                .flatMap(source -> ((TrackPlan.Video) LadderPlanner.plan(DeviceRole.PRESENTER, source, Grid.DEFAULT))
                        .rungs().stream());
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void level_ofARung_isWhatX264Chooses(VideoRung rung) {
        try (X264Encoder encoder = new X264Encoder(rung, RATE, 1)) {
            assertThat(LevelLimits.level(rung, RATE))
                    .isEqualTo(encoder.config().spsInfo().level());
        }
    }
}
