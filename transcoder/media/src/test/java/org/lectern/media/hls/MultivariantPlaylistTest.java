package org.lectern.media.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lectern.model.FrameRate;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

class MultivariantPlaylistTest {
    private static final Pattern BANDWIDTH = Pattern.compile("STREAM-INF:BANDWIDTH=(\\d+),AVERAGE-BANDWIDTH=(\\d+)");
    private static final long TOTAL_US = 31_000_000;

    private final PublishedTrack camera = TestTracks.camera("presenter", new FrameRate(25, 1), TOTAL_US);
    private final PublishedTrack sound = TestTracks.audio("audio", "Lecturer", "de", TOTAL_US);

    @Test
    void view_ofCameraWithSound_startsNearTwoMegabitsAndEndsBelowTheFloor() {
        String text = MultivariantPlaylist.video(camera, List.of(sound), Grid.DEFAULT, true);

        assertThat(text.lines().filter(line -> line.endsWith(".m3u8")))
                .containsExactly(
                        "presenter/720p.m3u8",
                        "presenter/1080p.m3u8",
                        "presenter/480p.m3u8",
                        "presenter/360p.m3u8",
                        "presenter/240p.m3u8");
        String floor = text.lines()
                .filter(line -> line.contains("RESOLUTION=426x240") && line.startsWith("#EXT-X-STREAM-INF"))
                .findFirst()
                .orElseThrow();
        assertThat(floor).contains("AUDIO=\"audio-low\"", "CODECS=\"avc1.64001f,mp4a.40.2\"", "FRAME-RATE=25.000");
        var rates = BANDWIDTH.matcher(floor);
        assertThat(rates.find()).isTrue();
        assertThat(Long.parseLong(rates.group(1))).isLessThan(192_000);
        assertThat(text).doesNotContain("SCORE");
        assertThat(text.lines().filter(line -> line.startsWith("#EXT-X-I-FRAME-STREAM-INF")))
                .hasSize(5);
    }

    @Test
    void audioGroups_ofTwoTracksInOneLanguage_haveOneAutoselectAndOwnNames() {
        var second = TestTracks.audio("audio-2", "Lecturer", "de", TOTAL_US);
        var english = TestTracks.audio("audio-3", "Inter\"preter", "en", TOTAL_US);

        String text = MultivariantPlaylist.video(camera, List.of(sound, second, english), Grid.DEFAULT, false);

        assertThat(text.lines().filter(line -> line.contains("GROUP-ID=\"audio-high\"")))
                .containsExactly(
                        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-high\",NAME=\"Lecturer\",LANGUAGE=\"de\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"audio/aac-96k.m3u8\"",
                        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-high\",NAME=\"Lecturer 2\",LANGUAGE=\"de\",DEFAULT=NO,AUTOSELECT=NO,CHANNELS=\"2\",URI=\"audio-2/aac-96k.m3u8\"",
                        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-high\",NAME=\"Inter'preter\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"audio-3/aac-96k.m3u8\"");
        assertThat(text).doesNotContain("I-FRAME");
    }

    @Test
    void floor_thatOnlySpeechLeavesRoomFor_hasSpeech() {
        var rung = new VideoRung("240p", 426, 240, 28, 135_000, 3, "veryfast", "");
        var plan = (TrackPlan.Video) camera.plan();
        var heavy = new PublishedTrack(
                camera.name(),
                camera.title(),
                null,
                new TrackPlan.Video(
                        plan.frameRate(),
                        plan.keyframeIntervalUs(),
                        List.of(plan.rungs().getFirst(), rung)),
                camera.chunks());

        String text = MultivariantPlaylist.video(heavy, List.of(sound), Grid.DEFAULT, false);

        assertThat(text.lines().filter(line -> line.contains("RESOLUTION=426x240")))
                .singleElement()
                .asString()
                .contains("AUDIO=\"audio-speech\"");
        assertThat(text)
                .contains("GROUP-ID=\"audio-speech\"", "CHANNELS=\"1\"", "URI=\"audio/aac-32k.m3u8\"")
                .doesNotContain("audio-low");
    }

    @Test
    void mutedView_hasSameVariantsWithoutSound() {
        String text = MultivariantPlaylist.video(camera, List.of(), Grid.DEFAULT, true);

        assertThat(text).doesNotContain("AUDIO=", "mp4a", "EXT-X-MEDIA");
        assertThat(text).contains("CODECS=\"avc1.64001f\"");
    }

    @Test
    void audioView_hasOnlySound() {
        String text = MultivariantPlaylist.audio(List.of(sound), Grid.DEFAULT, true);

        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .containsExactly("audio/aac-96k.m3u8", "audio/aac-48k.m3u8", "audio/aac-32k.m3u8");
        assertThat(text).doesNotContain("RESOLUTION", "EXT-X-MEDIA");
    }

    @Test
    void bandwidth_peak_isTheLargestOfRunsOfAboutOneSegment() {
        var pieces = List.of(
                new Bandwidth.Piece(6_000_000, 600_000),
                new Bandwidth.Piece(6_000_000, 900_000),
                new Bandwidth.Piece(1_000_000, 500_000));

        var measured = Bandwidth.measured(pieces, 6);

        // The last second alone is too short to count; with the segment before it, 7 s, it does.
        assertThat(measured.peak()).isEqualTo(1_600_000);
        assertThat(measured.average()).isEqualTo(1_230_770);
    }

    @Test
    void bandwidth_ofAFewSeconds_isTheirAverage() {
        var measured = Bandwidth.measured(List.of(new Bandwidth.Piece(1_000_000, 125_000)), 6);

        assertThat(measured).isEqualTo(new Bandwidth(1_000_000, 1_000_000));
    }
}
