package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.DeviceRole;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.StoreFetcher;
import org.lectern.transcoder.TestSource;

/**
 * The playlists of a lecture while it grows, one chunk after the other, until it is closed: by our own
 * checker, by a strict parser of others, and compared with what players have read before.
 */
@QuarkusTest
@TestProfile(FastQueue.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class GrowingPlaylistTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SEGMENTS_PER_CHUNK = 2;
    private static final double FRAME_OF_SLIDES = 0.2;

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    Queue queue;

    @Test
    void playlists_ofAGrowingLecture_onlyEverGrow_andCloseAtTheSameAddress() throws Exception {
        LiveLecture lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.largeCamera())
                .with("Slides", DeviceRole.SLIDES, TestSource.camera())
                .with("Lectern microphone", DeviceRole.MICROPHONE, TestSource.microphone())
                .with("Audience", DeviceRole.AUDIENCE, TestSource.cameraToPassThrough());
        var checker = new PlaylistChecker(new StoreFetcher(store));
        Map<String, String> before = Map.of();
        for (int chunks = 1; chunks <= 3; chunks++) {
            lecture.record(12 * chunks + 1);
            awaitChunks(lecture, chunks);
            Map<String, String> now = playlists(lecture);
            assertThat(now).containsOnlyKeys(chunks == 1 ? now.keySet() : before.keySet());
            before.forEach((path, text) -> assertThat(now.get(path)).as(path).startsWith(text));
            assertStrict(now, "EVENT", chunks * 12);
            assertThat(checker.check(views(lecture)).failures()).isEmpty();
            before = now;
        }

        lecture.stop();
        await().atMost(SOON)
                .until(() -> queue.publicationState(lecture.lectureId).equals("CLOSED"));

        Map<String, String> closed = playlists(lecture);
        assertThat(closed.keySet()).containsAll(before.keySet());
        for (Map.Entry<String, String> growing : before.entrySet()) {
            if (!isView(growing.getKey())) {
                String text = closed.get(growing.getKey());
                assertThat(text).endsWith("#EXT-X-ENDLIST\n");
                assertThat(text.replace(":VOD\n", ":EVENT\n")).startsWith(growing.getValue());
            }
        }
        // The tone of 6.016 s, seven times, is a little longer than the pictures.
        assertStrict(closed, "VOD", 42.112);
        assertManifestsList(lecture, closed);
        assertThat(checker.check(views(lecture)).failures()).isEmpty();
    }

    /** Waits until each track's playlists have so many chunks, and the views stand. */
    private void awaitChunks(LiveLecture lecture, int chunks) {
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, String> playlists = playlists(lecture);
            assertThat(playlists.keySet())
                    .contains("presenter.m3u8", "slides.m3u8", "audience.m3u8", "audio.m3u8", "presenter/720p.m3u8");
            playlists.forEach((path, text) -> {
                if (!isView(path)) {
                    assertThat(text.lines().filter(line -> line.endsWith(".m4s")))
                            .as(path)
                            .hasSize(chunks * SEGMENTS_PER_CHUNK);
                }
            });
        });
    }

    private static void assertStrict(Map<String, String> playlists, String type, double seconds)
            throws PlaylistParserException {
        var views = new MasterPlaylistParser(ParsingMode.STRICT);
        var media = new MediaPlaylistParser(ParsingMode.STRICT);
        for (Map.Entry<String, String> playlist : playlists.entrySet()) {
            String path = playlist.getKey();
            if (isView(path)) {
                assertThat(views.readPlaylist(playlist.getValue()).variants())
                        .as(path)
                        .isNotEmpty();
                continue;
            }
            MediaPlaylist read = media.readPlaylist(playlist.getValue());
            assertThat(read.playlistType()).as(path).hasToString("Optional[" + type + "]");
            assertThat(read.targetDuration()).as(path).isEqualTo(6);
            assertThat(read.mediaSequence()).as(path).isZero();
            assertThat(read.ongoing()).as(path).isEqualTo(type.equals("EVENT"));
            if (!read.iFramesOnly()) {
                double sum = read.mediaSegments().stream()
                        .mapToDouble(MediaSegment::duration)
                        .sum();
                assertThat(sum).as(path).isCloseTo(seconds, within(FRAME_OF_SLIDES));
                assertThat(read.mediaSegments()).as(path).allMatch(segment -> segment.duration() < 6.5);
            }
        }
    }

    /** DASH lists what HLS lists. */
    private void assertManifestsList(LiveLecture lecture, Map<String, String> playlists) throws Exception {
        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        for (String view : List.of("presenter", "slides", "audience", "audio")) {
            assertThat(store.stat(prefix + view + ".mpd").orElseThrow().contentType())
                    .isEqualTo("application/dash+xml");
            String manifest = PlaylistGzip.decode(store.get(prefix + view + ".mpd"));
            playlists.forEach((path, text) -> {
                if (path.startsWith(view + "/") && !path.contains("iframes")) {
                    assertThat(text.lines().filter(line -> line.endsWith(".m4s")))
                            .as(path)
                            .allMatch(uri -> manifest.contains("media=\"" + uri + "\""));
                }
            });
        }
    }

    /** All that there are, by path relative to the publication. */
    private Map<String, String> playlists(LiveLecture lecture) throws IOException {
        String prefix = ObjectKeys.publication(lecture.lectureId, 1);
        Map<String, String> playlists = new TreeMap<>();
        try (Stream<String> keys = store.list(prefix)) {
            for (String key : keys.filter(one -> one.endsWith(".m3u8")).toList()) {
                playlists.put(key.substring(prefix.length()), PlaylistGzip.decode(store.get(key)));
            }
        }
        return playlists;
    }

    private static boolean isView(String path) {
        return !path.contains("/");
    }

    private static List<URI> views(LiveLecture lecture) {
        return Stream.of("presenter", "slides", "audience", "audio")
                .map(view -> StoreFetcher.uri(ObjectKeys.publication(lecture.lectureId, 1) + view + ".m3u8"))
                .toList();
    }
}
