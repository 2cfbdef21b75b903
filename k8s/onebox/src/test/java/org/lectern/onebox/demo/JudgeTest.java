package org.lectern.onebox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.media.hls.check.Finding;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.onebox.client.Api;

class JudgeTest {
    private static final Set<String> VIEWS = Set.of("presenter", "slides");

    private final List<Api.Track> tracks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Api.View> views = new ArrayList<>();
    private double playableSeconds = 20.1;
    private Double durationSeconds = 20.1;
    private int segments = 40;

    @BeforeEach
    void allWell() {
        tracks.add(track(DeviceRole.PRESENTER, MediaKind.VIDEO, 20.0));
        tracks.add(track(DeviceRole.PRESENTER, MediaKind.AUDIO, 20.02));
        tracks.add(track(DeviceRole.SLIDES, MediaKind.VIDEO, 18.6));
        views.add(new Api.View("presenter", MediaKind.VIDEO, "/play/x", null));
        views.add(new Api.View("slides", MediaKind.VIDEO, "/play/y", null));
    }

    @Test
    void lectureThatIsAllWell_hasNoProblem() {
        findings.add(new Finding(7, Finding.Level.SHOULD, "x", "could be nicer"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void connecting_isNoProblem() {
        tracks.set(
                2,
                new Api.Track(
                        "slides",
                        DeviceRole.SLIDES,
                        MediaKind.VIDEO,
                        "ENDED",
                        19.6,
                        0.5,
                        List.of(new Api.Gap(0, 0.5, "NOT_CONNECTED")),
                        null));
        assertThat(problems()).isEmpty();
    }

    @Test
    void gap_isAProblem() {
        tracks.set(
                2,
                new Api.Track(
                        "slides",
                        DeviceRole.SLIDES,
                        MediaKind.VIDEO,
                        "ENDED",
                        19,
                        1.5,
                        List.of(new Api.Gap(3, 4.5, "DEVICE_LOST")),
                        null));
        assertThat(problems()).containsExactly("slides has a gap from 3.00 to 4.50 s (DEVICE_LOST).");
    }

    @Test
    void trackThatIsShort_isAProblem() {
        tracks.set(2, track(DeviceRole.SLIDES, MediaKind.VIDEO, 12));
        assertThat(problems()).containsExactly("Only 12.0 of 20 s of slides were recorded.");
    }

    @Test
    void missingDeviceSoundOrView_isAProblem() {
        tracks.remove(2);
        tracks.remove(1);
        views.remove(1);
        assertThat(problems())
                .containsExactly(
                        "Nothing was recorded of the slides.",
                        "No sound was recorded.",
                        "These views are not published: slides.");
    }

    @Test
    void playableTimeThatDiffersFromTheRecorded_isAProblem() {
        playableSeconds = 18;
        durationSeconds = 18.0;
        assertThat(problems()).containsExactly("20.02 s were recorded, but only 18.00 s are playable.");
        playableSeconds = 26;
        assertThat(problems())
                .containsExactly(
                        "26.00 s are playable, but only 20.02 s were recorded.",
                        "The catalogue says 18.00 s, the playlists 26.00 s.");
    }

    @Test
    void brokenRuleAndEmptyPublication_areProblems() {
        findings.add(new Finding(14, Finding.Level.MUST, "720.m3u8 segment 1", "does not start with an IDR"));
        segments = 0;
        assertThat(problems())
                .containsExactly(
                        "[rule 14 MUST] 720.m3u8 segment 1: does not start with an IDR", "No segment is published.");
    }

    private List<String> problems() {
        return Judge.problems(
                20,
                VIEWS,
                new Api.Capture("c", "l", "r", "COMPLETE", tracks, null),
                new Api.Grant(durationSeconds, false, views),
                new PlaylistChecker.Report(findings, 9, segments, 1000, Math.round(playableSeconds * 1e6)));
    }

    private static Api.Track track(DeviceRole role, MediaKind kind, double seconds) {
        return new Api.Track(role.key(), role, kind, "ENDED", seconds, 0, List.of(), null);
    }
}
