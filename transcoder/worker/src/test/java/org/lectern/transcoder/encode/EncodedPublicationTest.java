package org.lectern.transcoder.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.catalogue.work.ChunkJob;
import org.lectern.catalogue.work.ChunkRef;
import org.lectern.catalogue.work.Urgency;
import org.lectern.embedded.TestingStack;
import org.lectern.media.confined.ConfinedChunk;
import org.lectern.media.confined.Confinement;
import org.lectern.media.confined.Limits;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncoderChoice;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.media.hls.IFramePlaylist;
import org.lectern.media.hls.MediaPlaylist;
import org.lectern.media.hls.MultivariantPlaylist;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.PublishedTrack;
import org.lectern.media.hls.check.Finding;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.DeviceRole;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.PassThroughPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.transcoder.PaintedSource;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;

/** What the encoder really makes, under the writers' playlists, checked as a player gets it. */
class EncodedPublicationTest {
    private static final UUID LECTURE = new UUID(1, 2);
    private static final Instant EPOCH = Instant.parse("2026-11-23T08:15:00Z");
    private static final long TOTAL_US = 31_400_000;

    private static final long SHORT_US = 13_400_000;
    /** Key pictures further apart than asked for are meant; that what is painted here takes few bits is not amiss. */
    private static final Integer[] KNOWINGLY_BROKEN = {3, 11, 32, 37};

    private static TestingStack stack;
    private static ObjectStore store;

    @BeforeAll
    static void start() {
        stack = TestingStack.start();
        store = stack.objectStore();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void publication_ofCameraAndMicrophoneWithAGap_passesTheRules() throws Exception {
        var camera = track("presenter", DeviceRole.PRESENTER, TestSource.camera(), 2);
        var sound = track("audio", DeviceRole.MICROPHONE, TestSource.microphone(), -1);
        publish(camera);
        publish(sound);
        playlist("presenter.m3u8", MultivariantPlaylist.video(camera, List.of(sound), Grid.DEFAULT, true));
        playlist("audio.m3u8", MultivariantPlaylist.audio(List.of(sound), Grid.DEFAULT, true));

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var report = new PlaylistChecker(new StoreFetcher(store))
                .check(List.of(StoreFetcher.uri(prefix + "presenter.m3u8"), StoreFetcher.uri(prefix + "audio.m3u8")));

        assertThat(report.failures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).isSubsetOf(10, 37);
        assertThat(report.segments()).isEqualTo(6 * 5);
        var first = sound.timeline("aac-32k").entries().getFirst();
        byte[] init = store.get(prefix + "audio/" + first.initUri());
        byte[] segment = store.get(prefix + "audio/" + first.segment().uri());
        assertThat(Fmp4Reader.readFirstSample(init, segment).format().language())
                .isEqualTo("deu");
        assertThat(report.playableUs()).isBetween(TOTAL_US - 40_000, TOTAL_US + 40_000);
    }

    @Test
    void publication_withACamerasOwnPictures_passesTheRules() throws Exception {
        var camera = track("board", DeviceRole.PRESENTER, TestSource.cameraToPassThrough(), 5, -1_320_000, TOTAL_US);
        var sound = track("sound", DeviceRole.MICROPHONE, TestSource.microphone(), -1);
        assertThat(((TrackPlan.Video) camera.plan()).passThrough()).isNotNull();
        publish(camera);
        publish(sound);
        playlist("board.m3u8", MultivariantPlaylist.video(camera, List.of(sound), Grid.DEFAULT, true));

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var report =
                new PlaylistChecker(new StoreFetcher(store)).check(List.of(StoreFetcher.uri(prefix + "board.m3u8")));

        assertThat(report.failures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).isSubsetOf(10, 37);
        // Segments 2 and 3 are the device's; what lies around them is encoded.
        assertThat(camera.timeline("360p").segments()).hasSize(6).satisfies(segments -> {
            assertThat(segments.get(2).startTicks()).isEqualTo(12_680L * 90);
            assertThat(segments.get(3).startTicks()).isEqualTo(18_680L * 90);
        });
    }

    @Test
    void publication_ofSlidesWithoutSound_passesTheRules() throws Exception {
        var slides = track("slides", DeviceRole.SLIDES, TestSource.camera(), 1);
        publish(slides);
        playlist("slides.m3u8", MultivariantPlaylist.video(slides, List.of(), Grid.DEFAULT, true));

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var report =
                new PlaylistChecker(new StoreFetcher(store)).check(List.of(StoreFetcher.uri(prefix + "slides.m3u8")));

        assertThat(report.failures()).isEmpty();
    }

    /** Upright, square, wide, tiny, fast and slow pictures, beside two microphones. */
    @ParameterizedTest
    @CsvSource({
        "PRESENTER, 1920, 1080, 30, 60",
        "PRESENTER, 1280, 720, 50, 100",
        "PRESENTER, 720, 1280, 25, 50",
        "PRESENTER, 640, 480, 24, 240",
        "BOARD, 1080, 1080, 15, 77",
        "AUDIENCE, 1280, 540, 10, 20",
        "AUDIENCE, 178, 146, 12, 12",
        "SLIDES, 1024, 768, 5, 30",
        "SLIDES, 1920, 1200, 30, 300"
    })
    void publication_ofPicturesOfAnyKind_passesTheRules(
            DeviceRole role, int width, int height, int perSecond, int perGroup) throws Exception {
        TestSource source = PaintedSource.pictures(6, perSecond, perGroup, at -> painted(width, height, at));
        String name = "%s-%dx%d".formatted(role.key(), width, height);
        var pictures = track(name, role, source, -1, 0, SHORT_US);
        List<PublishedTrack> sound = Stream.of("audio-left", "audio-right")
                .map(microphone -> track(microphone, DeviceRole.MICROPHONE, TestSource.microphone(), -1, 0, SHORT_US))
                .toList();
        publish(pictures);
        sound.forEach(EncodedPublicationTest::publish);
        playlist(name + ".m3u8", MultivariantPlaylist.video(pictures, sound, Grid.DEFAULT, true));
        playlist(name + ".muted.m3u8", MultivariantPlaylist.video(pictures, List.of(), Grid.DEFAULT, true));

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var report = new PlaylistChecker(new StoreFetcher(store))
                .check(List.of(
                        StoreFetcher.uri(prefix + name + ".m3u8"), StoreFetcher.uri(prefix + name + ".muted.m3u8")));

        assertThat(report.failures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).isSubsetOf(KNOWINGLY_BROKEN);
        int atLeast = pictures.plan().renditions().size() + sound.size();
        assertThat(report.segments()).isGreaterThanOrEqualTo(3 * atLeast);
    }

    private static BufferedImage painted(int width, int height, int picture) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(picture * 3 % width, 0, Color.DARK_GRAY, width, height, Color.ORANGE));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.WHITE);
        pen.fillOval(picture * 5 % width, height / 3, height / 4, height / 4);
        pen.dispose();
        return image;
    }

    @Test
    void chunks_thatADeviceRefuses_areMadeByX264_allOfThem() throws Exception {
        var gone = new EncoderChoice(VideoEncoder.VAAPI, "/dev/dri/renderD999", "vaapi-0a1b2c", 1);
        TestSource source = TestSource.camera();
        TrackPlan plan = LadderPlanner.plan(DeviceRole.PRESENTER, source.format(), Grid.DEFAULT);
        var camera = track("presenter", DeviceRole.PRESENTER, source, -1, 0, TOTAL_US, plan, gone);
        var made = track("presenter", DeviceRole.PRESENTER, TestSource.camera(), -1);

        assertThat(camera.chunks()).isEqualTo(made.chunks());
    }

    @Test
    void publication_ofSlidesInTwoCodecs_passesTheRules() throws Exception {
        TestSource source = TestSource.largeCamera();
        var h264 = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, source.format(), Grid.DEFAULT);
        TrackPlan.Video plan = LadderPlanner.withAv1(h264);
        var slides = track("deck", DeviceRole.SLIDES, source, 2, 0, TOTAL_US, plan, EncoderChoice.X264);
        var sound = track("voice", DeviceRole.MICROPHONE, TestSource.microphone(), -1);
        publish(slides);
        publish(sound);
        String view = MultivariantPlaylist.video(slides, List.of(sound), Grid.DEFAULT, true);
        playlist("deck.m3u8", view);

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var report =
                new PlaylistChecker(new StoreFetcher(store)).check(List.of(StoreFetcher.uri(prefix + "deck.m3u8")));

        assertThat(report.failures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).isSubsetOf(3, 10, 37);
        assertThat(plan.renditions()).containsExactly("720p", "480p", "720p-av1", "480p-av1");
        assertThat(view.lines().filter(line -> line.contains("CODECS=\"av01.0.0")))
                .hasSize(4);
        // Who begins with the first, or knows no AV1, has H.264.
        assertThat(view.lines()
                        .filter(line -> line.startsWith("#EXT-X-STREAM-INF:"))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("avc1."));
    }

    @Test
    void av1_underAnotherName_isFound() throws Exception {
        TestSource source = TestSource.largeCamera();
        var h264 = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.SLIDES, source.format(), Grid.DEFAULT);
        var slides = track(
                "false", DeviceRole.SLIDES, source, -1, 0, SHORT_US, LadderPlanner.withAv1(h264), EncoderChoice.X264);
        publish(slides);
        String view = MultivariantPlaylist.video(slides, List.of(), Grid.DEFAULT, true);
        playlist("false.m3u8", view.replaceAll("av01[.0-9M]+", "av01.0.13M.10"));
        playlist("malformed.m3u8", view.replaceAll("av01[.0-9M]+", "av01.0.8M"));
        playlist("alone.m3u8", view.replaceAll("#EXT-X-STREAM-INF[^\n]+avc1[^\n]+\n[^\n]+\n", ""));

        String prefix = ObjectKeys.publication(LECTURE, 1);
        var checker = new PlaylistChecker(new StoreFetcher(store));
        for (String name : List.of("false.m3u8", "malformed.m3u8")) {
            assertThat(checker.check(List.of(StoreFetcher.uri(prefix + name))).failures())
                    .extracting(Finding::rule)
                    .containsOnly(26);
        }
        assertThat(checker.check(List.of(StoreFetcher.uri(prefix + "alone.m3u8")))
                        .findings())
                .extracting(Finding::rule)
                .contains(1);
    }

    /** Encodes a track chunk by chunk; one source segment is missing where {@code lost} says so. */
    private static PublishedTrack track(String name, DeviceRole role, TestSource source, int lost) {
        return track(name, role, source, lost, 0, TOTAL_US);
    }

    /** Only one that begins elsewhere than the publication is looked at for passing through. */
    private static PublishedTrack track(
            String name, DeviceRole role, TestSource source, int lost, long beginsUs, long totalUs) {
        TrackPlan ladder = LadderPlanner.plan(role, source.format(), Grid.DEFAULT);
        return track(name, role, source, lost, beginsUs, totalUs, ladder, EncoderChoice.X264);
    }

    private static PublishedTrack track(
            String name,
            DeviceRole role,
            TestSource source,
            int lost,
            long beginsUs,
            long totalUs,
            TrackPlan ladder,
            EncoderChoice choice) {
        TrackPlan plan = ladder;
        List<TrackEntry> journal = new ArrayList<>();
        long atUs = beginsUs;
        while (atUs < totalUs + 200_000) {
            int sequence = journal.size();
            long endUs = atUs + source.durationUs();
            journal.add(
                    sequence == lost
                            ? new TrackEntry.Gap(sequence, atUs, endUs, GapReason.DEVICE_LOST, 0)
                            : source.store(store, "src/%s/%d.mp4".formatted(name, sequence), sequence, atUs, EPOCH));
            atUs = endUs;
        }
        if (beginsUs != 0) {
            plan = PassThroughPlanner.plan(
                    role, (TrackPlan.Video) plan, (TrackEntry.Segment) journal.getFirst(), 0, Grid.DEFAULT);
        }
        var executor = new ChunkExecutor(
                store,
                new SourceFetcher(store),
                new ConfinedChunk(Confinement.REQUIRED, Limits.ofChunk(1L << 30), EncoderSettings.DEFAULT),
                TestEncoders.asked("x264"));
        List<ChunkResult> results = new ArrayList<>();
        for (int chunk = 0; chunk < Grid.DEFAULT.chunkCount(totalUs); chunk++) {
            long startUs = Grid.DEFAULT.chunkStartUs(chunk);
            long endUs = Grid.DEFAULT.chunkEndUs(chunk, totalUs);
            List<TrackEntry> near = journal.stream()
                    .filter(entry -> entry.endUs() > startUs - 1_000_000 && entry.startUs() < endUs + 1_700_000)
                    .toList();
            var job = new ChunkJob(
                    new ChunkRef(new UUID(3, name.hashCode()), chunk),
                    new UUID(1, 1),
                    LECTURE,
                    1,
                    name,
                    role,
                    plan,
                    Grid.DEFAULT,
                    startUs,
                    endUs,
                    totalUs,
                    0,
                    "de-AT",
                    near,
                    plan.renditions(),
                    Urgency.LIVE,
                    0,
                    false,
                    ChunkInput.span(plan, Grid.DEFAULT, startUs, endUs, totalUs, 0, journal),
                    null,
                    null);
            ChunkExecutor.Stored stored = executor.encode(job, ChunkPart.whole(plan), choice);
            assertThat(stored.encoder()).as("what encoded it in the end").isNull();
            results.add(stored.result());
        }
        return new PublishedTrack(name, name, null, plan, results);
    }

    private static void publish(PublishedTrack track) {
        for (String rendition : track.plan().renditions()) {
            var timeline = track.timeline(rendition);
            playlist(
                    ObjectKeys.mediaPlaylist(track.name(), rendition),
                    MediaPlaylist.write(timeline, Grid.DEFAULT, EPOCH, true));
            if (!track.name().startsWith(MediaKind.AUDIO.key())) {
                playlist(
                        ObjectKeys.iframePlaylist(track.name(), rendition),
                        IFramePlaylist.write(timeline, Grid.DEFAULT, EPOCH));
            }
        }
    }

    private static void playlist(String path, String text) {
        store.put(ObjectKeys.publication(LECTURE, 1) + path, PlaylistGzip.encode(text), ObjectHeaders.closedPlaylist());
    }
}
