package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.classroom.picture.ClockCode;
import org.lectern.model.FrameRate;

/** A room with a standby, whose own recorder is killed in the middle of the lecture. */
@ExtendWith(RunningStack.Extension.class)
class StandbyE2eTest {
    private static final int WIDTH = 36 * 8;
    private static final int HEIGHT = 18 * 4;
    private static final int FRAME_MS = 40;

    /** Pictures of the first two seconds. */
    private static final int SETTLED = 50;

    @Test
    void lectureWhoseRecorderIsKilled_hasThePictureOfTheStandby(RunningStack stack) throws Exception {
        var camera = new DeviceSettings(
                "presenter", DeviceSettings.View.PRESENTER, 640, 360, new FrameRate(25, 1), 2, 1_000_000, true);
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, List.of(camera));
                var own = stack.recorder("killed");
                var standby = stack.recorder("standby")) {
            UUID room = stack.room(
                    "Two recorders",
                    List.of(Map.of(
                            "name", "Camera",
                            "role", "PRESENTER",
                            "url", classroom.addresses().get("presenter"))));
            stack.serve(room, own.agentId(), List.of(standby.agentId()));
            UUID id = stack.start(room, "Newton's second law");
            stack.awaitTracks(id, "12 s of both tracks", tracks -> recorded(tracks, 12));

            own.kill();
            long killedMs = System.currentTimeMillis();
            Thread.sleep(9_000);
            own.start();
            stack.awaitTracks(id, "its own recorder again", tracks -> recorded(tracks, 20));
            JsonNode capture = stack.stopAndPublish(id);

            double ready =
                    capture.path("publication").path("secondsFromStopToReady").asDouble();
            UUID lecture = UUID.fromString(capture.path("lectureId").asText());
            var media = new PublishedMedia(stack.client());
            List<Long> times =
                    times(media.frames(media.bestVariant(stack.client().view(lecture, "presenter")), WIDTH, HEIGHT));
            List<Long> steps = new ArrayList<>();
            for (int i = 1; i < times.size(); i++) {
                steps.add(times.get(i) - times.get(i - 1));
            }
            System.out.printf(
                    "standby: %d pictures, largest step %d ms, from stop to ready %.1f s%n",
                    times.size(),
                    steps.stream().skip(SETTLED).mapToLong(step -> step).max().orElse(0),
                    ready);
            assertThat(times.getFirst()).isLessThan(killedMs % ClockCode.PERIOD_MS);
            assertThat(times.getLast()).isGreaterThan(killedMs % ClockCode.PERIOD_MS + 15_000);
            // A camera that is simulated on a busy machine stutters; a gap would be seconds, and a slate shows no
            // clock.
            assertThat(steps.subList(SETTLED, steps.size()))
                    .as("what the pictures show goes on, across the kill")
                    .allMatch(step -> step >= 0 && step <= 50 * FRAME_MS);

            JsonNode books = stack.client().get("/api/captures/" + id + "/books");
            assertThat(books.path("state").asText()).as(books.toString()).isEqualTo("COMPLETE");
            assertThat(books.path("tracks")).hasSize(2).allSatisfy(track -> {
                assertThat(track.path("filled").asDouble()).isBetween(7.0, 20.0);
                assertThat(track.path("filledBy").path(0).asText()).isEqualTo("standby");
                assertThat(track.path("gaps").asDouble()).isLessThan(1.0);
            });
        }
    }

    private static boolean recorded(JsonNode tracks, double seconds) {
        boolean all = tracks.size() == 2;
        for (JsonNode track : tracks) {
            all &= track.path("recordedSeconds").asDouble() >= seconds;
        }
        return all;
    }

    /** The wall time that each picture shows, but for the first ones, which may be none. */
    private static List<Long> times(List<byte[]> frames) {
        List<Long> times = new ArrayList<>();
        for (byte[] frame : frames) {
            OptionalLong time =
                    ClockCode.read((x, y) -> (frame[(int) (y * HEIGHT) * WIDTH + (int) (x * WIDTH)] & 0xff) / 255.0);
            assertThat(time).as("the clock of picture %d", times.size()).isPresent();
            times.add(time.getAsLong());
        }
        return times;
    }
}
