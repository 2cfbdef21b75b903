package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.media.encode.VideoChunkTest.FPS_25;
import static org.lectern.media.encode.VideoChunkTest.GRID;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ContentClass;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.PassThroughPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** Chunks that are encoded in a hurry, or in parts. */
class ChunkPartsTest {
    private static final int FRAMES = 400;

    private static TestSource film() {
        var maker = new VideoSourceMaker(Codec.H264, 320, 180, FPS_25, 50, 2);
        return new TestSource().session(maker.session(0, 0, FRAMES, 60), 0);
    }

    private static Encoded hurried(TrackPlan.Video plan, TestSource source) {
        Hurry[] all = Hurry.values();
        return Encoded.track(plan, GRID, source, 0, FPS_25.positionUs(FRAMES), index -> {
            Hurry hurry = all[index % all.length];
            return hurry == Hurry.LOW_FIRST
                    ? List.of(
                            new ChunkPart(hurry, List.of("90p")),
                            new ChunkPart(Hurry.NONE, plan.with(List.of("180p")).renditions()))
                    : List.of(new ChunkPart(hurry, plan.renditions()));
        });
    }

    @Test
    void chunks_inEveryHurry_joinIntoOneTrackWithOneHeader() {
        TrackPlan.Video plan = VideoChunkTest.plan(FPS_25);

        Encoded encoded = hurried(plan, film());

        for (String rendition : plan.renditions()) {
            VideoChunkTest.assertJoins(encoded, rendition, FRAMES, FPS_25);
            assertThat(VideoChunkTest.counters(encoded, rendition)).isEqualTo(VideoChunkTest.range(0, FRAMES));
            assertThat(encoded.chunks.values().stream()
                            .map(chunk ->
                                    chunk.rendition(rendition).orElseThrow().initUri())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void partsOfAChunk_whoseOwnPicturesAreShown_shareItsBoundaries() {
        TestSource source = film();
        var all = new TrackPlan.Video(
                FPS_25,
                1_000_000,
                List.of(
                        new VideoRung("180p", 320, 180, 23, 4_000_000, 3, "veryfast", ""),
                        new VideoRung("120p", 214, 120, 26, 300_000, 3, "veryfast", ""),
                        new VideoRung("90p", 160, 90, 26, 200_000, 3, "veryfast", "")));
        TrackPlan.Video plan = PassThroughPlanner.plan(
                DeviceRole.PRESENTER, all, (TrackEntry.Segment) source.entries().getFirst(), 0, GRID);
        assertThat(plan.passThrough()).isNotNull();

        Encoded encoded = Encoded.track(
                plan,
                GRID,
                source,
                0,
                FPS_25.positionUs(FRAMES),
                index -> List.of(
                        new ChunkPart(Hurry.LOW_FIRST, List.of("180p", "90p")),
                        new ChunkPart(Hurry.NONE, List.of("120p"))));

        assertThat(encoded.segments("120p")).hasSameSizeAs(encoded.segments("180p"));
        for (int i = 0; i < encoded.segments("120p").size(); i++) {
            assertThat(encoded.segments("120p").get(i).startTicks())
                    .isEqualTo(encoded.segments("180p").get(i).startTicks())
                    .isEqualTo(encoded.segments("90p").get(i).startTicks());
        }
        assertThat(VideoChunkTest.counters(encoded, "120p")).isEqualTo(VideoChunkTest.range(0, FRAMES));
    }

    static Stream<VideoRung> allRungs() {
        return Stream.of(DeviceRole.PRESENTER, DeviceRole.SLIDES).flatMap(role -> {
            var source = SourceFormat.video(Codec.H264, 1920, 1080, new FrameRate(30, 1));
            return ((TrackPlan.Video) LadderPlanner.plan(role, source, Grid.DEFAULT)).rungs().stream();
        });
    }

    @ParameterizedTest
    @MethodSource("allRungs")
    void parameterSets_ofEveryRung_areTheSameInEveryHurryWhateverIsShown(VideoRung rung) {
        List<byte[]> payloads = Stream.of(Hurry.values())
                .flatMap(hurry -> Stream.of(ContentClass.values()).map(content -> {
                    try (X264Encoder encoder =
                            new X264Encoder(rung.showing(content), hurry, new FrameRate(30, 1), 1, 3)) {
                        return encoder.config().payload();
                    }
                }))
                .toList();

        assertThat(payloads).allSatisfy(payload -> assertThat(payload).isEqualTo(payloads.getFirst()));
    }
}
