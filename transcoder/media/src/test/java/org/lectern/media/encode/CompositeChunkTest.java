package org.lectern.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.CompositePlanner;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** Two published renditions in one picture; each of their pictures has its number in it. */
class CompositeChunkTest {
    private static final Grid GRID = new Grid(2_000_000, 2);
    private static final FrameRate RATE = new FrameRate(25, 1);
    private static final int FRAMES = 240;
    private static final long TOTAL_US = RATE.positionUs(FRAMES);
    private static final CompositeLayout CORNER = CompositeLayout.of(1280, 720, 640, 360);

    private static Encoded slides;
    private static Encoded camera;
    private static Encoded composite;

    private static TrackPlan.Video plan(int width, int height) {
        String name = height + "p";
        return new TrackPlan.Video(
                RATE, 2_000_000, List.of(new VideoRung(name, width, height, 20, 4_000_000, 0, "ultrafast", "")));
    }

    private static final TrackPlan.Video PLAN = CompositePlanner.plan(plan(1280, 720), plan(640, 360));

    /** The camera begins two seconds late: until then its view shows the slate. */
    @BeforeAll
    static void encode() {
        slides = Encoded.track(
                plan(1280, 720),
                GRID,
                new TestSource()
                        .session(new VideoSourceMaker(Codec.H264, 1280, 720, RATE, 50, 0).session(0, 0, FRAMES, 50), 0),
                0,
                TOTAL_US);
        TestSource late = new TestSource();
        late.gap(0, 2_000_000);
        late.session(
                new VideoSourceMaker(Codec.H264, 640, 360, RATE, 50, 2).session(2_000_000, 50, FRAMES - 50, 50), 0);
        camera = Encoded.track(plan(640, 360), GRID, late, 0, TOTAL_US);
        composite = composite();
    }

    private static Encoded composite() {
        Encoded made = new Encoded();
        for (int index = GRID.chunkCount(TOTAL_US) - 1; index >= 0; index--) {
            made.chunks.put(
                    index,
                    CompositeChunk.encode(
                            PLAN,
                            GRID,
                            index,
                            TOTAL_US,
                            source(slides, "720p"),
                            source(camera, "360p"),
                            object -> made.objects.put(object.uri(), object.bytes())));
        }
        return made;
    }

    private static CompositeChunk.Source source(Encoded track, String rendition) {
        List<ChunkResult> chunks = List.copyOf(track.chunks.values());
        return new CompositeChunk.Source(
                RenditionTimeline.join(rendition, chunks), uri -> Objects.requireNonNull(track.objects.get(uri), uri));
    }

    private static int corner(AVFrame picture) {
        int counter = 0;
        for (int bit = 0; bit < 16; bit++) {
            double x = CORNER.left() + (bit + 0.5) / 16 * CORNER.width();
            double y = CORNER.top() + CORNER.height() / 2.0;
            counter = counter << 1
                    | (CounterPicture.luma(picture, x / picture.width(), y / picture.height()) > 128 ? 1 : 0);
        }
        return counter;
    }

    @Test
    void chunks_madeApart_joinExactly() {
        for (String rung : List.of("720p", "360p")) {
            VideoChunkTest.assertJoins(composite, rung, FRAMES, RATE, GRID);
        }
    }

    @Test
    void pictures_ofBoth_areOfTheSameTime() {
        assertThat(composite.pictures("720p", CounterPicture::read)).isEqualTo(VideoChunkTest.range(0, FRAMES));
        assertThat(composite.pictures("720p", CompositeChunkTest::corner).subList(50, FRAMES))
                .isEqualTo(VideoChunkTest.range(50, FRAMES));
    }

    @Test
    void cornerWithoutSignal_showsWhatIsBelow() {
        double x = (CORNER.left() + CORNER.width() / 2.0) / 1280;
        double y = (CORNER.top() + CORNER.height() / 2.0) / 720;

        List<Integer> below = slides.pictures("720p", picture -> CounterPicture.luma(picture, x, y));
        List<Integer> seen = composite.pictures("720p", picture -> CounterPicture.luma(picture, x, y));

        assertThat(IntStream.range(0, 50))
                .allSatisfy(i -> assertThat(seen.get(i)).isBetween(below.get(i) - 25, below.get(i) + 25));
    }

    @Test
    void slidesWithoutSignal_leaveTheWholePictureToTheCamera() {
        Encoded made = new Encoded();
        made.chunks.put(
                0,
                CompositeChunk.encode(
                        PLAN,
                        GRID,
                        0,
                        2_000_000,
                        source(camera, "360p"),
                        source(slides, "720p"),
                        object -> made.objects.put(object.uri(), object.bytes())));

        assertThat(made.pictures("720p", CounterPicture::read)).isEqualTo(VideoChunkTest.range(0, 50));
    }

    @Test
    void chunk_madeAgain_isTheSame() {
        assertThat(composite().objects).containsExactlyInAnyOrderEntriesOf(composite.objects);
    }
}
