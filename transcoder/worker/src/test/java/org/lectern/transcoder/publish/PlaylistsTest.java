package org.lectern.transcoder.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;

class PlaylistsTest {
    private static final SourceFormat SLIDES = SourceFormat.video(Codec.H264, 1280, 720, new FrameRate(5, 1));
    private static final SourceFormat SOUND = SourceFormat.audio(Codec.AAC, 48_000, 2);

    @Test
    void views_whileSoundIsMissing_areHeldBack() {
        var publication =
                publication(PublicationState.LIVE, track("slides", SLIDES, 1, null), track("audio", SOUND, 0, null));

        assertThat(Playlists.ofViews(publication, false)).isEmpty();
        assertThat(TrackPublisher.views(publication)).isEmpty();
    }

    @Test
    void views_withSound_areOnePerVideoTrackMutedToo_andOneOfSoundAlone() {
        var publication = publication(
                PublicationState.LIVE,
                track("slides", SLIDES, 1, null),
                track("presenter", SLIDES, 0, null),
                track("audio", SOUND, 1, null));

        assertThat(Playlists.ofViews(publication, false))
                .containsOnlyKeys("slides.m3u8", "slides.muted.m3u8", "audio.m3u8");
        assertThat(TrackPublisher.views(publication))
                .extracting(PublishedView::name)
                .containsExactly("slides", "audio");
    }

    @Test
    void views_withoutAnySound_areOffered() {
        var publication = publication(PublicationState.LIVE, track("slides", SLIDES, 2, null));

        assertThat(Playlists.ofViews(publication, false)).containsOnlyKeys("slides.m3u8", "slides.muted.m3u8");
    }

    @Test
    void trackPlaylists_growing_haveNoPicturesYet() {
        var track = track("slides", SLIDES, 1, null);
        var publication = publication(PublicationState.LIVE, track);

        assertThat(Playlists.ofTrack(publication, track, false))
                .containsOnlyKeys("slides/720p.m3u8", "slides/480p.m3u8")
                .allSatisfy((path, text) -> assertThat(text).contains(":EVENT"));
    }

    @Test
    void trackPlaylists_closed_haveAnEndAndPictures() {
        var track = track("slides", SLIDES, 1, 1);
        var publication = publication(PublicationState.FINISHING, track);

        assertThat(Playlists.ofTrack(publication, track, true))
                .containsOnlyKeys(
                        "slides/720p.m3u8", "slides/720p.iframes.m3u8", "slides/480p.m3u8", "slides/480p.iframes.m3u8")
                .allSatisfy((path, text) -> assertThat(text).contains(":VOD").endsWith("#EXT-X-ENDLIST\n"));
    }

    @Test
    void view_ofAGrowingTrack_leavesOutARungThatLags_untilItHasCaughtUp() {
        var lagging = without("720p", track("slides", SLIDES, 4, null), 1);
        var caughtUp = without("720p", track("slides", SLIDES, 4, null), 3);

        assertThat(Playlists.renditions(lagging, false)).containsExactly("480p");
        assertThat(Playlists.ofViews(publication(PublicationState.LIVE, lagging), false)
                        .get("slides.m3u8"))
                .doesNotContain("720p");
        assertThat(Playlists.ofTrack(publication(PublicationState.LIVE, lagging), lagging, false)
                        .get("slides/720p.m3u8"))
                .as("players that chose it before go on with it")
                .contains("000001-aa.m4s")
                .doesNotContain("000002-aa.m4s");
        assertThat(Playlists.renditions(caughtUp, false)).containsExactly("720p", "480p");
    }

    @Test
    void trackPlaylists_closedWithARenditionMissing_areRefused() {
        var track = without("720p", track("slides", SLIDES, 2, 2), 1);

        assertThatThrownBy(() -> Playlists.ofTrack(publication(PublicationState.FINISHING, track), track, true))
                .hasMessageContaining("no rendition 720p");
    }

    /** A track in which a rendition was left for later from a chunk on. */
    private static PublicationSnapshot.Track without(String rendition, PublicationSnapshot.Track track, int fromChunk) {
        List<ChunkResult> results = IntStream.range(0, track.playable().size())
                .mapToObj(chunk -> {
                    ChunkResult whole = track.playable().get(chunk);
                    return chunk < fromChunk
                            ? whole
                            : new ChunkResult(whole.renditions().stream()
                                    .filter(one -> !one.name().equals(rendition))
                                    .toList());
                })
                .toList();
        return new PublicationSnapshot.Track(
                track.id(),
                track.name(),
                track.title(),
                track.role(),
                track.kind(),
                track.plan(),
                track.language(),
                results,
                track.offered(),
                track.totalChunks());
    }

    private static PublicationSnapshot publication(PublicationState state, PublicationSnapshot.Track... tracks) {
        return new PublicationSnapshot(
                new UUID(0, 1),
                new UUID(0, 2),
                1,
                state,
                Instant.parse("2026-11-23T08:15:00Z"),
                Grid.DEFAULT,
                null,
                false,
                List.of(),
                List.of(),
                List.of(tracks));
    }

    private static PublicationSnapshot.Track track(
            String name, SourceFormat source, int chunks, @Nullable Integer totalChunks) {
        DeviceRole role = source.codec().kind() == MediaKind.AUDIO ? DeviceRole.MICROPHONE : DeviceRole.SLIDES;
        var plan = LadderPlanner.plan(role, source, Grid.DEFAULT);
        List<ChunkResult> results = IntStream.range(0, chunks)
                .mapToObj(chunk -> new ChunkResult(plan.renditions().stream()
                        .map(rendition -> rendition(rendition, chunk))
                        .toList()))
                .toList();
        return new PublicationSnapshot.Track(
                new UUID(1, name.hashCode()),
                name,
                name,
                role,
                source.codec().kind(),
                plan,
                null,
                results,
                List.of(),
                totalChunks);
    }

    private static ChunkResult.Rendition rendition(String name, int chunk) {
        List<ChunkResult.Segment> segments = IntStream.range(chunk * 2, chunk * 2 + 2)
                .mapToObj(index -> new ChunkResult.Segment(
                        index,
                        "%s/%06d-aa.m4s".formatted(name, index),
                        index * 6_000L,
                        6_000,
                        40_000,
                        List.of(new ChunkResult.Keyframe(index * 6_000L, 24, 9_000))))
                .toList();
        return new ChunkResult.Rendition(name, "avc1.64001f", 1_000, name + "/init-aa.mp4", 700, segments);
    }
}
