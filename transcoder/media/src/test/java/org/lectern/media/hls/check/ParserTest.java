package org.lectern.media.hls.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    private static final String MEDIA = """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:6
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-MAP:URI="init.mp4"
            #EXTINF:6.006,
            a.m4s
            #EXTINF:2,
            b.m4s
            #EXT-X-ENDLIST
            """;
    private static final String MULTIVARIANT = """
            #EXTM3U
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x, y",URI="a.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=100,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=64x36,AUDIO="a"
            v.m3u8
            """;

    @Test
    void media_wellFormed_isRead() {
        var findings = new Findings();

        MediaFile file = MediaParser.parse("m", MEDIA, findings);

        assertThat(findings.all()).isEmpty();
        assertThat(file.totalUs()).isEqualTo(8_006_000);
        assertThat(file.segments().get(1).mapUri()).isEqualTo("init.mp4");
        assertThat(file.ended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#EXTM3U | #EXTM3UX | first line",
                "#EXT-X-VERSION:6 | #EXT-X-VERSION:six | decimal integer",
                "#EXT-X-VERSION:6 | #EXT-X-VERSION:5 | its tags need 6",
                "#EXT-X-VERSION:6 | #EXT-X-VERSION:6^#EXT-X-VERSION:6 | stands twice",
                "#EXT-X-TARGETDURATION:6^ | '' | TARGETDURATION is missing",
                "PLAYLIST-TYPE:VOD | PLAYLIST-TYPE:LIVE | LIVE",
                "#EXTINF:6.006, | #EXTINF:-6.006, | EXTINF is not",
                "#EXTINF:6.006, | #EXTINF:6.006 | EXTINF is not",
                "#EXTINF:6.006, | #EXTINF:6.006,^#EXTINF:6.006, | stands twice",
                "#EXTINF:2,^ | '' | without EXTINF",
                "b.m4s^ | '' | belong to no segment",
                "#EXTINF:2, | #EXT-X-BYTERANGE:5^#EXTINF:2, | BYTERANGE",
                "#EXTINF:2, | #EXT-X-TARGETDURATION:7^#EXTINF:2, | behind the first segment",
                "#EXTINF:2, | #EXT-X-KEY:METHOD=NONE^#EXTINF:2, | unknown tag",
                "#EXTINF:2, | #EXT-X-PROGRAM-DATE-TIME:2026-11-23T08:15:00^#EXTINF:2, | with a zone",
                "URI=\"init.mp4\" | URI=init.mp4 | not a valid quoted",
                "URI=\"init.mp4\" | URI=\"init.mp4\",URI=\"b\" | stands twice",
                "URI=\"init.mp4\" | URI=\"init.mp4\", | comma",
                "URI=\"init.mp4\" | uri=\"init.mp4\" | cannot be read",
                "URI=\"init.mp4\" | FOO=\"init.mp4\" | unknown attribute FOO",
                "#EXT-X-ENDLIST^ | #EXT-X-ENDLIST^c.m4s^ | after EXT-X-ENDLIST",
            })
    void media_malformed_isAFinding(String from, String to, String what) {
        var findings = new Findings();

        MediaParser.parse("m", MEDIA.replace(lines(from), lines(to)), findings);

        assertThat(findings.all())
                .anySatisfy(finding -> assertThat(finding.what()).contains(what));
    }

    @Test
    void multivariant_wellFormed_isRead() {
        var findings = new Findings();

        MultivariantFile file = MultivariantParser.parse("m", MULTIVARIANT, findings);

        assertThat(findings.all()).isEmpty();
        assertThat(file.audioUris("a")).containsExactly("a.m3u8");
        assertThat(file.media().getFirst().text("NAME")).isEqualTo("x, y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v.m3u8^ | '' | not followed by its URI",
                "v.m3u8^ | v.m3u8^w.m3u8^ | a URI without",
                "BANDWIDTH=100, | '' | without BANDWIDTH",
                "BANDWIDTH=100 | BANDWIDTH=100.5 | not a valid integer",
                "RESOLUTION=64x36 | RESOLUTION=64:36 | not a valid resolution",
                "GROUP-ID=\"a\", | '' | without GROUP-ID",
                "#EXT-X-MEDIA: | #EXTINF:1,^#EXT-X-MEDIA: | unknown tag",
            })
    void multivariant_malformed_isAFinding(String from, String to, String what) {
        var findings = new Findings();

        MultivariantParser.parse("m", MULTIVARIANT.replace(lines(from), lines(to)), findings);

        assertThat(findings.all())
                .anySatisfy(finding -> assertThat(finding.what()).contains(what));
    }

    /** A caret in the tables stands for the end of a line. */
    private static String lines(String text) {
        return text.replace('^', '\n');
    }
}
