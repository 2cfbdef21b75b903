package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two real RTSP cameras with sound, recorded at once, play as long as they were served. */
@ExtendWith(RunningStack.Extension.class)
class RealRtspE2eTest {
    private static final int SECONDS = 20;
    private static final int FRAMES_PER_SECOND = 25;
    private static final int CODE_BITS = 16;
    private static final int AUDIO_FRAMES = SECONDS * 48_000 / 1024;
    private static final int SAMPLES_PER_VIDEO_FRAME = 48_000 / FRAMES_PER_SECOND;

    @Test
    void twoCameras_playEveryFrameAndSampleThatWasServed(RunningStack stack) throws Exception {
        RtspServer.assumeInstalled();
        try (var server = RtspServer.start("front:20:25:640x360", "back:20:25:640x360")) {
            UUID room = stack.room(
                    "Real cameras",
                    List.of(
                            Map.of("name", "Front", "role", "PRESENTER", "url", server.url("front")),
                            Map.of("name", "Back", "role", "AUDIENCE", "url", server.url("back"))));
            UUID id = stack.start(room, "Two real cameras");
            stack.awaitTracks(
                    id,
                    "20 s of every track",
                    tracks -> tracks.size() == 4
                            && StreamSupport.stream(tracks.spliterator(), false)
                                    .allMatch(track ->
                                            track.path("recordedSeconds").asDouble() >= SECONDS - 0.1));
            JsonNode capture = stack.stopAndPublish(id);

            var media = new PublishedMedia(stack.client());
            UUID lecture = UUID.fromString(capture.path("lectureId").asText());
            for (String view : List.of("presenter", "audience")) {
                assertEveryFrameOnce(
                        view, numbers(media, media.bestVariant(stack.client().view(lecture, view))));
            }
            URI sound = media.audio(stack.client().view(lecture, "presenter"));
            assertThat(toneSamples(media.samples(sound)))
                    .as("samples of the tone")
                    .isBetween(
                            AUDIO_FRAMES * 1024 - SAMPLES_PER_VIDEO_FRAME,
                            AUDIO_FRAMES * 1024 + SAMPLES_PER_VIDEO_FRAME);
        }
    }

    private static void assertEveryFrameOnce(String view, int[] numbers) {
        int served = SECONDS * FRAMES_PER_SECOND;
        // Before its first picture a camera that came a moment after the other is shown with that picture.
        int first = IntStream.range(0, numbers.length - 1)
                .filter(i -> numbers[i] == 1 && numbers[i + 1] != 1)
                .findFirst()
                .orElseThrow(() -> new AssertionError(view + " lacks frame 1: " + Arrays.toString(numbers)));
        int end = IntStream.range(first, numbers.length)
                .filter(i -> numbers[i] == served)
                .findFirst()
                .orElseThrow(() -> new AssertionError(view + " lacks the last frame: " + Arrays.toString(numbers)));
        assertThat(Arrays.copyOfRange(numbers, first, end + 1))
                .as(view)
                .containsExactly(IntStream.rangeClosed(1, served).toArray());
    }

    /** The bar code of every frame; 0 where there is none. */
    private static int[] numbers(PublishedMedia media, URI playlist) throws Exception {
        int cell = 4;
        return media.frames(playlist, CODE_BITS * cell, 16).stream()
                .mapToInt(frame -> IntStream.range(0, CODE_BITS)
                        .map(bit -> (frame[CODE_BITS * cell + bit * cell + cell / 2] & 0xFF) > 128
                                ? 1 << (CODE_BITS - 1 - bit)
                                : 0)
                        .sum())
                .toArray();
    }

    /** Length of the first stretch of sound, which a tenth of a second of silence ends. */
    private static int toneSamples(float[] samples) {
        int first = 0;
        while (Math.abs(samples[first]) < 0.02) {
            first++;
        }
        int last = first;
        for (int at = first; at < samples.length && at - last < 4_800; at++) {
            if (Math.abs(samples[at]) >= 0.02) {
                last = at;
            }
        }
        return last - first + 1;
    }
}
