package org.lectern.onebox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.media.hls.check.HttpFetcher;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.FrameRate;

/**
 * A worker that is killed again and again in the midst of a chunk, beside one that lives. By default
 * three times; {@code -Dlectern.kills=20} for more.
 */
@ExtendWith(RunningStack.Extension.class)
@Timeout(1200)
class KilledWorkerE2eTest {
    private static final int KILLS = Integer.getInteger("lectern.kills", 3);
    private static final int LONGEST_DELAY_MS = 1500;

    private static DeviceSettings camera(String name, DeviceSettings.View view, boolean sound) {
        return new DeviceSettings(name, view, 1280, 720, new FrameRate(25, 1), 2, 2_000_000, sound);
    }

    @Test
    void workerKilledInTheMidstOfChunks_costsOneTryOfEach_andNothingIsTorn(RunningStack stack) throws Exception {
        long seed = Long.getLong("lectern.seed", System.nanoTime());
        System.out.println("Seed of the kills: -Dlectern.seed=" + seed);
        var random = new Random(seed);
        List<DeviceSettings> cameras = List.of(
                camera("presenter", DeviceSettings.View.PRESENTER, true),
                camera("audience", DeviceSettings.View.AUDIENCE, false));
        try (var classroom = SimulatedClassroom.start("127.0.0.1", 0, cameras)) {
            UUID room = stack.room(
                    "Killed worker",
                    List.of(
                            device("PRESENTER", classroom.addresses().get("presenter")),
                            device("AUDIENCE", classroom.addresses().get("audience"))));
            UUID capture = stack.start(room, "Entropy");

            int inTheMidst = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                Process worker = stack.worker("worker-to-kill");
                String held = "select chunk_index from chunk where state = 'ENCODING' and worker like '%%/%d'"
                        .formatted(worker.pid());
                await("a chunk of the worker")
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> !stack.numbers(held).isEmpty());
                Thread.sleep(random.nextInt(LONGEST_DELAY_MS));
                worker.destroyForcibly().waitFor();
                inTheMidst += stack.numbers(held).size();
            }
            JsonNode closed = stack.stopAndPublish(capture);

            String chunks = """
                    from chunk join publication_track on publication_track.id = publication_track_id
                    join publication on publication.id = publication_id where capture_id = '%s'""".formatted(capture);
            long redone = stack.numbers("select coalesce(sum(attempts - 1), 0) " + chunks)
                    .getFirst();
            System.out.printf(
                    "%d kills in the midst of %d chunks; %d of %d chunks were done again%n",
                    KILLS,
                    inTheMidst,
                    redone,
                    stack.numbers("select count(*) " + chunks).getFirst());
            assertThat(inTheMidst).isPositive();
            assertThat(redone).isLessThanOrEqualTo(inTheMidst);
            assertThat(stack.numbers("select count(*) " + chunks + " and chunk.state <> 'DONE'"))
                    .containsExactly(0L);

            UUID lecture = UUID.fromString(closed.path("lectureId").asText());
            List<URI> views = new ArrayList<>();
            for (String view : List.of("presenter", "audience")) {
                views.add(stack.client().view(lecture, view));
            }
            try (var fetcher = new HttpFetcher()) {
                assertThat(new PlaylistChecker(fetcher).check(views).failures()).isEmpty();
            }
            var media = new PublishedMedia(stack.client());
            for (URI view : views) {
                List<String> segments = media.text(media.bestVariant(view))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList();
                assertThat(segments).doesNotHaveDuplicates();
            }
        }
    }

    private static Map<String, String> device(String role, String url) {
        return Map.of("name", role, "role", role, "url", url);
    }
}
