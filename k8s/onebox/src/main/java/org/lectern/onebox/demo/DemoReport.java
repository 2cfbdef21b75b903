package org.lectern.onebox.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.onebox.client.Api;

/**
 * What one unattended demo found; times in seconds.
 *
 * @param multivariantPlaylists by view; the addresses carry a grant that expires
 * @param bytesPerRendition by track and rendition
 * @param problems why the demo is not all well; empty if it is
 * @param remarks what the checker would like better
 */
record DemoReport(
        boolean ok,
        String lectureId,
        String captureId,
        String page,
        Map<String, String> multivariantPlaylists,
        double secondsAsked,
        List<TrackReport> tracks,
        @Nullable Double secondsFromStopToPlayable,
        Map<String, Long> bytesPerRendition,
        Checked checked,
        List<String> problems,
        List<String> remarks) {

    /** One recorded track. */
    record TrackReport(String name, String kind, double secondsRecorded, double secondsInGaps, List<Api.Gap> gaps) {}

    /** What was fetched and checked. */
    record Checked(int playlists, int segments, long bytes, double playableSeconds) {}

    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(this) + "\n");
    }
}
