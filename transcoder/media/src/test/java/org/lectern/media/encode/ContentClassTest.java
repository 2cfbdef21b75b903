package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.model.plan.ContentClass.CAMERA;
import static org.lectern.model.plan.ContentClass.SLIDES;
import static org.lectern.model.plan.ContentClass.STILL;
import static org.lectern.model.plan.ContentClass.VIDEO_IN_SLIDES;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** A slides device that shows something else in each chunk: what is told of it, and what it changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentClassTest {
    private static final int CHUNKS = 5;
    private static final long TOTAL_US = CHUNKS * Grid.DEFAULT.chunkUs();
    private static final int FRAMES = (int) (TOTAL_US / 1_000_000 * MixedScreen.FRAMES_PER_SECOND);

    private TrackPlan.Video plan;
    private TestSource source;
    private Encoded told;
    private Encoded untold;

    @BeforeAll
    void encode() {
        var screen = new MixedScreen();
        source =
                LiveSource.of(MixedScreen.WIDTH, MixedScreen.HEIGHT, MixedScreen.FRAMES_PER_SECOND, FRAMES, screen::at);
        plan = (TrackPlan.Video) LadderPlanner.plan(
                DeviceRole.SLIDES,
                SourceFormat.video(
                        Codec.H264,
                        MixedScreen.WIDTH,
                        MixedScreen.HEIGHT,
                        new FrameRate(MixedScreen.FRAMES_PER_SECOND, 1)),
                Grid.DEFAULT);
        told = Encoded.track(plan, Grid.DEFAULT, source, 0, TOTAL_US);
        List<VideoRung> same = plan.rungs().stream()
                .map(rung -> new VideoRung(
                        rung.name(),
                        rung.width(),
                        rung.height(),
                        rung.crf(),
                        rung.maxBitsPerSecond(),
                        rung.bFrames(),
                        rung.preset(),
                        rung.tune()))
                .toList();
        untold = Encoded.track(
                new TrackPlan.Video(plan.frameRate(), plan.keyframeIntervalUs(), same),
                Grid.DEFAULT,
                source,
                0,
                TOTAL_US);
    }

    @Test
    void eachChunk_isToldByWhatItShows() {
        assertThat(told.chunks.values())
                .extracting(ChunkResult::content)
                .containsExactly(STILL, SLIDES, VIDEO_IN_SLIDES, CAMERA, STILL);
        assertThat(untold.chunks.values()).extracting(ChunkResult::content).containsOnlyNulls();
    }

    @Test
    void chunks_ofAllContents_joinUnderOneHeader() {
        for (VideoRung rung : plan.rungs()) {
            assertThat(told.chunks.values().stream()
                            .map(chunk ->
                                    chunk.rendition(rung.name()).orElseThrow().initUri())
                            .distinct())
                    .hasSize(1);
            assertThat(told.file(rung.name()).samples()).hasSize((int) (TOTAL_US / 1_000_000 * 5));
        }
    }

    @Test
    void slides_costWhatTheyCostAnyway_andAFilmGetsWhatItNeeds() {
        for (VideoRung rung : plan.rungs()) {
            for (int chunk : new int[] {0, 1, 4}) {
                assertThat(bytes(told, rung, chunk)).isEqualTo(bytes(untold, rung, chunk));
            }
            for (ChunkResult.Segment segment : told.segments(rung.name())) {
                assertThat(segment.bytes() * 8.0 / 6).isLessThan(rung.maxBitsPerSecond() * 1.25);
            }
        }
        double with = filmQuality(told);
        double without = filmQuality(untold);
        assertThat(with).isGreaterThan(33).isGreaterThan(without + 2);
    }

    @Test
    void stillChunk_costsItsKeyPicturesAndNearlyNothingElse() {
        for (VideoRung rung : plan.rungs()) {
            List<ChunkResult.Segment> segments =
                    told.chunks.get(4).rendition(rung.name()).orElseThrow().segments();
            long all = segments.stream().mapToLong(ChunkResult.Segment::bytes).sum();
            long keys = segments.stream()
                    .flatMap(segment -> segment.keyframes().stream())
                    .mapToLong(ChunkResult.Keyframe::length)
                    .sum();
            // For each picture what says that it is there; under the floor's cap the key pictures are refined later.
            boolean floor = rung == plan.rungs().getLast();
            assertThat(all - keys).as(rung.name()).isLessThan((floor ? keys / 2 : keys / 10) + 60 * 40);
        }
    }

    @Test
    void chunkEncodedAgain_isTheSame() {
        ChunkInput chunk = Encoded.chunk(plan, Grid.DEFAULT, source, 0, TOTAL_US, 2);
        var names = new ArrayList<String>();

        ChunkResult again = new ChunkEncoder(EncoderSettings.DEFAULT).encode(chunk, source, object -> {
            names.add(object.uri());
            assertThat(object.bytes()).isEqualTo(told.objects.get(object.uri()));
        });

        assertThat(again).isEqualTo(told.chunks.get(2));
        assertThat(names).isNotEmpty();
    }

    private static long bytes(Encoded encoded, VideoRung rung, int chunk) {
        return encoded.chunks.get(chunk).rendition(rung.name()).orElseThrow().segments().stream()
                .mapToLong(ChunkResult.Segment::bytes)
                .sum();
    }

    /** PSNR of the film on the slide against what was painted, decibels. */
    private double filmQuality(Encoded encoded) {
        int[] next = {0};
        List<Double> errors = encoded.pictures(plan.rungs().getFirst().name(), frame -> {
            int painted = next[0]++ * MixedScreen.FRAMES_PER_SECOND / 5;
            return MixedScreen.chunkOf(painted) == 2 ? error(frame, painted) : 0;
        });
        double mean = errors.stream().mapToDouble(Double::doubleValue).sum() / 60;
        return 10 * Math.log10(255 * 255 / mean);
    }

    private static double error(AVFrame frame, int painted) {
        double sum = 0;
        byte[] row = new byte[MixedScreen.FILM_WIDTH];
        var luma = frame.data(0);
        for (int y = 0; y < MixedScreen.FILM_HEIGHT; y++) {
            luma.position((long) (MixedScreen.FILM_TOP + y) * frame.linesize(0) + MixedScreen.FILM_LEFT)
                    .get(row);
            for (int x = 0; x < row.length; x++) {
                double wanted = 16 + 219.0 / 255 * MixedScreen.film(x, y, painted);
                double off = (row[x] & 0xff) - wanted;
                sum += off * off;
            }
        }
        luma.position(0);
        return sum / (MixedScreen.FILM_WIDTH * MixedScreen.FILM_HEIGHT);
    }
}
