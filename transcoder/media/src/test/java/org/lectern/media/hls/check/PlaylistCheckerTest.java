package org.lectern.media.hls.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.model.object.ObjectHeaders;

class PlaylistCheckerTest {
    private static final List<URI> ALL =
            List.of(SyntheticPublication.VIEW, SyntheticPublication.MUTED, SyntheticPublication.AUDIO);

    private final SyntheticPublication publication = new SyntheticPublication(31_000_000);

    @Test
    void checker_onClosedPublication_findsNothingThatMustHold() throws Exception {
        publication.publish(3, true);

        var report = new PlaylistChecker(publication).check(ALL);

        assertThat(report.failures()).isEmpty();
        // The one thing that the synthetic pictures leave open.
        assertThat(report.findings()).extracting(Finding::rule).containsOnly(37);
        assertThat(report.segments()).isEqualTo(7 * 6);
        assertThat(report.playableUs()).isBetween(31_000_000L, 31_021_334L);
    }

    @Test
    void checker_onGrowingPublication_seesItOnlyGrow() throws Exception {
        var checker = new PlaylistChecker(publication);
        for (int chunks = 1; chunks <= 3; chunks++) {
            publication.publish(chunks, false);
            assertThat(checker.check(ALL).failures()).isEmpty();
        }
        publication.publish(3, true);
        assertThat(checker.check(ALL).failures()).isEmpty();

        publication.publish(2, false);

        assertThat(checker.check(ALL).failures()).extracting(Finding::rule).containsOnly(25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "presenter.m3u8 | CODECS=\"avc1.64000c,mp4a.40.2\", | '' | 26",
                "presenter.m3u8 | FRAME-RATE=25.000, | '' | 28",
                "presenter.m3u8 | RESOLUTION=1280x720, | '' | 27",
                "presenter.m3u8 | LANGUAGE=\"en\", | '' | 20",
                "presenter.m3u8 | #EXT-X-INDEPENDENT-SEGMENTS^ | '' | 33",
                "presenter.m3u8 | AUDIO=\"audio-low\" | AUDIO=\"audio-low\",SCORE=1.0 | 34",
                "presenter.m3u8 | BANDWIDTH=1 | BANDWIDTH=9 | 8",
                "presenter.m3u8 | AVERAGE-BANDWIDTH=1 | AVERAGE-BANDWIDTH=9 | 7",
                "presenter.m3u8 | AUDIO=\"audio-low\" | AUDIO=\"audio-high\" | 8",
                "presenter.m3u8 | #EXT-X-VERSION:6 | #EXT-X-VERSION:6^#EXT-X-FOO:1 | 0",
                "presenter/720p.m3u8 | #EXT-X-VERSION:6 | #EXT-X-VERSION:3 | 0",
                "presenter/720p.m3u8 | #EXT-X-TARGETDURATION:6 | #EXT-X-TARGETDURATION:5 | 25",
                "presenter/720p.m3u8 | #EXT-X-TARGETDURATION:6 | #EXT-X-TARGETDURATION:7 | 17",
                "presenter/720p.m3u8 | #EXT-X-MEDIA-SEQUENCE:0 | #EXT-X-MEDIA-SEQUENCE:1 | 25",
                "presenter/720p.m3u8 | #EXT-X-ENDLIST^ | '' | 19",
                "presenter/720p.m3u8 | PLAYLIST-TYPE:VOD | PLAYLIST-TYPE:EVENT | 19",
                "presenter/720p.m3u8 | #EXTINF:6.000000, | #EXTINF:6.100000, | 14",
                "presenter/720p.m3u8 | #EXTINF:6.000000, | #EXTINF:6.100000, | 16",
                "presenter/720p.m3u8 | 08:15:06 | 08:15:07 | 18",
                "presenter/720p.m3u8 | #EXT-X-MAP:URI=\"720p/init-aa.mp4\"^ | '' | 23",
                "presenter/720p.iframes.m3u8 | #EXT-X-I-FRAMES-ONLY^ | '' | 36",
                "presenter/720p.iframes.m3u8 | @ | @1 | 38",
            })
    void checker_onDamagedPlaylist_namesTheRule(String path, String from, String to, int rule) throws Exception {
        publication.publish(3, true);
        publication.editPlaylist(path, text -> text.replace(lines(from), lines(to)));

        var report = new PlaylistChecker(publication).check(ALL);

        assertThat(report.failures()).extracting(Finding::rule).contains(rule);
    }

    @Test
    void checker_onAChangeOfEncoder_asksForDiscontinuitiesInAllPlaylists() throws Exception {
        publication.changeEncoder(1);
        var checker = new PlaylistChecker(publication);
        for (int chunks = 1; chunks <= 3; chunks++) {
            publication.publish(chunks, false);
            assertThat(checker.check(ALL).failures()).isEmpty();
        }
        publication.publish(3, true);
        assertThat(checker.check(ALL).failures()).isEmpty();

        for (String path : List.of(
                "presenter/480p.m3u8", "presenter/480p.iframes.m3u8", "audio/aac-48k.m3u8", "presenter/720p.m3u8")) {
            publication.publish(3, true);
            publication.editPlaylist(path, text -> text.replace("#EXT-X-DISCONTINUITY\n", ""));
            assertThat(new PlaylistChecker(publication).check(ALL).failures())
                    .as(path)
                    .extracting(Finding::rule)
                    .contains(21);
        }
    }

    @Test
    void checker_onSegmentWithoutIdr_namesTheSegment() throws Exception {
        publication.publish(3, true);
        publication.editMedia("presenter/480p/000002", bytes -> {
            for (int i = 0; ; i++) {
                if (bytes[i] == 0x65 && bytes[i + 1] == 0x55 && bytes[i + 2] == 0x55) {
                    bytes[i] = 0x41;
                    return bytes;
                }
            }
        });

        var report = new PlaylistChecker(publication).check(ALL);

        assertThat(report.failures())
                .anySatisfy(
                        finding -> assertThat(finding)
                                .hasToString(
                                        "[rule 14 MUST] /pub/presenter/480p.m3u8 segment 2: does not start with an IDR picture"));
    }

    @Test
    void checker_onSwappedSegments_findsBrokenDecodeTimes() throws Exception {
        publication.publish(3, true);
        publication.editPlaylist(
                "audio/aac-48k.m3u8", text -> text.replace("aac-48k/000001-aa.m4s", "aac-48k/000002-aa.m4s"));

        var report = new PlaylistChecker(publication).check(ALL);

        assertThat(report.failures()).extracting(Finding::rule).contains(13);
    }

    @Test
    void checker_onTornOrMissingSegment_saysSo() throws Exception {
        publication.publish(3, true);
        publication.editMedia("presenter/360p/000001", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 9));

        assertThat(new PlaylistChecker(publication).check(ALL).failures())
                .anySatisfy(finding -> assertThat(finding.what()).startsWith("is torn"));
    }

    @Test
    void checker_onPlainPlaylistOfWrongType_namesDelivery() throws Exception {
        publication.publish(3, true);
        publication.serveWith("audio.m3u8", new ObjectHeaders("text/plain", null, null));

        var report = new PlaylistChecker(publication).check(ALL);

        assertThat(report.findings()).extracting(Finding::rule).contains(42, 43);
    }

    /** A caret in the tables stands for the end of a line. */
    private static String lines(String text) {
        return text.replace('^', '\n');
    }
}
