package org.lectern.onebox.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lectern.model.MediaKind;
import org.lectern.onebox.client.Api;

/** One line that says how far a lecture is. */
final class Progress {
    private Progress() {}

    static String recording(Api.Capture capture) {
        String tracks = capture.tracks().stream().map(Progress::track).collect(Collectors.joining(" · "));
        double recorded = recorded(capture.tracks());
        Api.Publication publication = capture.publication();
        double playable = publication == null ? 0 : publication.playableSeconds();
        return "Recorded: %s | playable: %s | still to encode: %s"
                .formatted(
                        tracks.isEmpty() ? "waiting for the devices" : tracks,
                        seconds(playable),
                        seconds(Math.max(0, recorded - playable)));
    }

    static String finishing(Api.Capture capture) {
        Api.Publication publication = capture.publication();
        if (publication == null || publication.chunksTotal() == null) {
            return "Finishing: the last seconds are on their way to the store";
        }
        Double eta = publication.etaSeconds();
        return "Finishing: %d of %d chunks are playable%s"
                .formatted(
                        publication.chunksPlayable(),
                        publication.chunksTotal(),
                        eta == null || eta < 1 ? "" : ", all in about %.0f s".formatted(eta));
    }

    /** Seconds of the longest track. */
    static double recorded(List<Api.Track> tracks) {
        return tracks.stream().mapToDouble(Api.Track::recordedSeconds).max().orElse(0);
    }

    private static String track(Api.Track track) {
        Api.Problem problem = track.problem();
        return "%s %s%s"
                .formatted(
                        label(track),
                        seconds(track.recordedSeconds()),
                        problem == null ? "" : " (" + problem.code() + ")");
    }

    /** A device may give two tracks. */
    static String label(Api.Track track) {
        return track.role().key() + (track.kind() == MediaKind.AUDIO ? " sound" : "");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60);
    }
}
