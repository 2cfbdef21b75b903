package org.lectern.media.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.model.plan.Grid;

class MediaPlaylistTest {
    private static final Pattern EXTINF = Pattern.compile("#EXTINF:(\\d+)\\.(\\d{6}),");

    @Test
    void playlist_ofGrowingRendition_isEventWithoutEnd() {
        var track = TestTracks.camera("presenter", new FrameRate(30, 1), 12_000_000);

        String text = MediaPlaylist.write(track.timeline("720p"), Grid.DEFAULT, TestTracks.ORIGIN, false);

        assertThat(text).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:6
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-PLAYLIST-TYPE:EVENT
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="720p/init-aa.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-23T08:15:00.250Z
                #EXTINF:6.000000,
                720p/000000-aa.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-23T08:15:06.250Z
                #EXTINF:6.000000,
                720p/000001-aa.m4s
                """);
    }

    @Test
    void playlist_asItGrowsAndCloses_onlyAppends() {
        var whole = TestTracks.camera("presenter", new FrameRate(30000, 1001), 40_000_000);
        String before = "";
        for (int chunks = 1; chunks <= whole.chunks().size(); chunks++) {
            var timeline = RenditionTimeline.join("360p", whole.chunks().subList(0, chunks));
            String now = MediaPlaylist.write(timeline, Grid.DEFAULT, TestTracks.ORIGIN, false);
            assertThat(now).startsWith(before);
            before = now;
        }

        String closed = MediaPlaylist.write(whole.timeline("360p"), Grid.DEFAULT, TestTracks.ORIGIN, true);

        assertThat(closed).isEqualTo(before.replace(":EVENT", ":VOD") + "#EXT-X-ENDLIST\n");
    }

    @Test
    void durations_ofThreeHoursAtAnOddRate_addUpWithoutDrift() {
        long totalUs = 3 * 3600 * 1_000_000L;
        var track = TestTracks.camera("presenter", new FrameRate(30000, 1001), totalUs);
        var timeline = track.timeline("240p");

        long sumUs = EXTINF.matcher(MediaPlaylist.write(timeline, Grid.DEFAULT, TestTracks.ORIGIN, true))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)) * 1_000_000 + Long.parseLong(match.group(2)))
                .sum();

        assertThat(sumUs).isEqualTo(timeline.endUs());
        assertThat(sumUs).isBetween(totalUs, totalUs + 33_367);
    }

    @Test
    void iframes_ofClosedRendition_areRangesThatLastUntilTheNext() {
        var track = TestTracks.camera("presenter", new FrameRate(25, 1), 9_000_000);

        String text = IFramePlaylist.write(track.timeline("1080p"), Grid.DEFAULT, TestTracks.ORIGIN);

        assertThat(text).contains("#EXT-X-I-FRAMES-ONLY\n").endsWith("#EXT-X-ENDLIST\n");
        assertThat(text.lines().filter(line -> line.startsWith("#EXTINF")))
                .containsExactly(
                        "#EXTINF:2.000000,",
                        "#EXTINF:2.000000,",
                        "#EXTINF:2.000000,",
                        "#EXTINF:2.000000,",
                        "#EXTINF:1.000000,");
        assertThat(text).contains("#EXT-X-BYTERANGE:2000@10000\n1080p/000000-aa.m4s\n");
    }

    @Test
    void join_ofChunksWithAHole_isRefused() {
        var chunks =
                TestTracks.camera("presenter", new FrameRate(25, 1), 36_000_000).chunks();

        assertThatThrownBy(() -> RenditionTimeline.join("360p", List.of(chunks.get(0), chunks.get(2))))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining("360p has segment 4 where segment 2 should be");
    }

    @Test
    void gzip_ofEqualPlaylists_isEqualBytes() throws Exception {
        byte[] stored = PlaylistGzip.encode("#EXTM3U\n");

        assertThat(stored).isEqualTo(PlaylistGzip.encode("#EXTM3U\n"));
        assertThat(PlaylistGzip.decode(stored)).isEqualTo("#EXTM3U\n");
        assertThat(new byte[] {stored[4], stored[5], stored[6], stored[7]}).containsOnly(0);
    }
}
