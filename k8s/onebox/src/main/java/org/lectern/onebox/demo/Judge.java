package org.lectern.onebox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lectern.media.hls.check.Finding;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.MediaKind;
import org.lectern.onebox.client.Api;

/** Decides whether a recorded and published lecture is all well. Pure. */
final class Judge {
    /** Devices deliver their first picture at their next keyframe, so starts differ by up to this. */
    private static final double START_TOLERANCE_SECONDS = 3;
    /** Playable against recorded: a frame of the slowest rendition, 5 a second, and rounding. */
    private static final double LENGTH_TOLERANCE_SECONDS = 0.25;

    private final List<String> problems = new ArrayList<>();

    private Judge() {}

    /**
     * All that is wrong.
     *
     * @param wanted names of the views that must be there
     */
    static List<String> problems(
            double secondsAsked,
            Set<String> wanted,
            Api.Capture capture,
            Api.Grant grant,
            PlaylistChecker.Report report) {
        var judge = new Judge();
        judge.tracks(secondsAsked, capture.tracks(), wanted);
        judge.views(wanted, grant);
        judge.length(capture, grant, report);
        report.failures().stream().map(Finding::toString).forEach(judge.problems::add);
        if (report.segments() == 0) {
            judge.problems.add("No segment is published.");
        }
        return judge.problems;
    }

    private void tracks(double secondsAsked, List<Api.Track> tracks, Set<String> wanted) {
        Set<String> recorded = tracks.stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .map(track -> track.role().key())
                .collect(Collectors.toSet());
        for (String name : wanted) {
            if (!recorded.contains(name)) {
                problems.add("Nothing was recorded of the " + name + ".");
            }
        }
        if (tracks.stream().noneMatch(track -> track.kind() == MediaKind.AUDIO)) {
            problems.add("No sound was recorded.");
        }
        for (Api.Track track : tracks) {
            String label = Progress.label(track);
            if (track.recordedSeconds() < secondsAsked - START_TOLERANCE_SECONDS) {
                problems.add(format(
                        "Only %.1f of %.0f s of %s were recorded.", track.recordedSeconds(), secondsAsked, label));
            }
            track.gaps().stream()
                    .filter(gap -> !isConnecting(gap))
                    .forEach(gap -> problems.add(format(
                            "%s has a gap from %.2f to %.2f s (%s).",
                            label, gap.startSeconds(), gap.endSeconds(), gap.reason())));
            Api.Problem problem = track.problem();
            if (problem != null) {
                problems.add("%s has a problem: %s %s".formatted(label, problem.code(), problem.detail()));
            }
        }
    }

    /** Until its first packet every device has a gap from the start of the capture. */
    private static boolean isConnecting(Api.Gap gap) {
        return gap.startSeconds() == 0 && gap.endSeconds() <= START_TOLERANCE_SECONDS;
    }

    private void views(Set<String> wanted, Api.Grant grant) {
        var missing = new TreeSet<>(wanted);
        grant.views().forEach(view -> missing.remove(view.name()));
        if (!missing.isEmpty()) {
            problems.add("These views are not published: " + String.join(", ", missing) + ".");
        }
        if (grant.live()) {
            problems.add("The lecture still counts as live.");
        }
    }

    private void length(Api.Capture capture, Api.Grant grant, PlaylistChecker.Report report) {
        double playable = report.playableUs() / 1e6;
        double recorded = Progress.recorded(capture.tracks());
        double withGaps = capture.tracks().stream()
                .mapToDouble(track -> track.recordedSeconds() + track.gapSeconds())
                .max()
                .orElse(0);
        if (playable < recorded - LENGTH_TOLERANCE_SECONDS) {
            problems.add(format("%.2f s were recorded, but only %.2f s are playable.", recorded, playable));
        }
        if (playable > withGaps + START_TOLERANCE_SECONDS) {
            problems.add(format("%.2f s are playable, but only %.2f s were recorded.", playable, withGaps));
        }
        Double said = grant.durationSeconds();
        if (said == null || Math.abs(said - playable) > LENGTH_TOLERANCE_SECONDS) {
            problems.add(format("The catalogue says %.2f s, the playlists %.2f s.", said == null ? 0 : said, playable));
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
