package org.lectern.transcoder.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.lecture.LectureInfo;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.model.DescriptionState;
import org.lectern.model.DeviceRole;
import org.lectern.model.LecternException;
import org.lectern.model.object.ObjectInfo;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.PaintedSource;
import org.lectern.transcoder.TestSource;
import org.lectern.transcoder.describe.PublicationDescriber;
import org.lectern.transcoder.queue.TaskQueue;

/** What is made of a lecture after it was published: of real media, by the worker's own queue. */
@QuarkusTest
@TestProfile(FastQueue.class)
@QuarkusTestResource(EmbeddedStackResource.class)
class DescribeTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Pattern CUE = Pattern.compile(
            "(\\d\\d):(\\d\\d):(\\d\\d\\.\\d{3}) --> [\\d:.]+\\n([^#\\n]+)#xywh=(\\d+),(\\d+),(\\d+),(\\d+)\\n");
    /** Nobody speaks from 20 to 33 s, but for a click, and at the end. */
    private static final double[] SILENT = {20, 33, 60, 72};

    @Inject
    ObjectStore store;

    @Inject
    CaptureReports reports;

    @Inject
    Descriptions descriptions;

    @Inject
    LectureCatalogue catalogue;

    @Inject
    Queue queue;

    @Inject
    TaskQueue tasks;

    @Inject
    PublicationDescriber describer;

    @Test
    void lecture_whenItIsReady_isDescribed() throws Exception {
        var deck = new SlideDeck();
        var lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .with("Slides", DeviceRole.SLIDES, PaintedSource.slides(SlideDeck.SECONDS, deck::at))
                .with("Microphone", DeviceRole.MICROPHONE, PaintedSource.sound(SlideDeck.SECONDS, DescribeTest::speech))
                .record(SlideDeck.SECONDS);
        lecture.stop();

        Description described = described(lecture);

        slides(lecture, described);
        storyboards(lecture, described);
        sound(lecture, described);
        assertThat(ImageIO.read(new ByteArrayInputStream(store.get(key(lecture, described.poster()))))
                        .getWidth())
                .isEqualTo(640);
        search(lecture, described);
        again(lecture, described);
    }

    /** What describing costs, for docs/adr: {@code -Dlectern.describe-minutes=20}. */
    @Test
    @EnabledIfSystemProperty(named = "lectern.describe-minutes", matches = "\\d+")
    void longLecture_isDescribed() {
        int slower = 4;
        int seconds = Integer.getInteger("lectern.describe-minutes") * 60;
        var deck = new SlideDeck();
        var lecture = new LiveLecture(queue.agent(), store, reports)
                .with("Camera", DeviceRole.PRESENTER, TestSource.camera())
                .with(
                        "Slides",
                        DeviceRole.SLIDES,
                        PaintedSource.slides(SlideDeck.SECONDS * slower, picture -> deck.at(picture / slower)))
                .with("Microphone", DeviceRole.MICROPHONE, PaintedSource.sound(SlideDeck.SECONDS, DescribeTest::speech))
                .record(seconds);
        lecture.stop();

        await().atMost(Duration.ofHours(1)).until(() -> state(lecture) == DescriptionState.DONE);

        Description described =
                descriptions.of(publication(lecture)).orElseThrow().description();
        assertThat(described.slides().size()).isBetween(seconds / 60 - 1, seconds / 60 + 2);
    }

    private void slides(LiveLecture lecture, Description described) {
        assertThat(described.slides()).hasSameSizeAs(SlideDeck.STARTS);
        for (int i = 0; i < SlideDeck.STARTS.size(); i++) {
            Description.Slide slide = described.slides().get(i);
            assertThat(slide.startUs() / 1e6).isCloseTo(SlideDeck.STARTS.get(i), within(0.21));
            double end = i + 1 < SlideDeck.STARTS.size() ? SlideDeck.STARTS.get(i + 1) : SlideDeck.SECONDS;
            assertThat(slide.endUs() / 1e6).isCloseTo(end, within(0.21));
            assertThat(slide.track()).isEqualTo("slides");
            assertImmutable(lecture, slide.image(), "image/webp");
            assertImmutable(lecture, slide.thumbnail(), "image/webp");
            if (described.textLanguages() != null) {
                assertThat(words(slide.text())).containsAll(words(String.join(" ", SlideDeck.texts(i))));
            }
        }
        // Installed by .ci/run; elsewhere the slides are without text.
        if (Boolean.getBoolean("lectern.ocr.expected") || System.getenv("CI") != null) {
            assertThat(described.textLanguages()).startsWith("eng");
        }
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase().split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 1)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void storyboards(LiveLecture lecture, Description described) throws Exception {
        assertThat(described.storyboards())
                .extracting(Description.Storyboard::track)
                .containsExactly("presenter", "slides");
        String path = described.storyboards().getLast().path();
        assertImmutable(lecture, path, "text/vtt");
        String vtt = PlaylistGzip.decode(store.get(key(lecture, path)));
        assertThat(vtt).startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:06.000\n");
        Matcher cues = CUE.matcher(vtt);
        List<Double> times = new ArrayList<>();
        while (cues.find()) {
            double seconds = Integer.parseInt(cues.group(1)) * 3600
                    + Integer.parseInt(cues.group(2)) * 60
                    + Double.parseDouble(cues.group(3));
            times.add(seconds);
            String sheet = "slides/" + cues.group(4);
            assertImmutable(lecture, sheet, "image/jpeg");
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(store.get(key(lecture, sheet))));
            BufferedImage tile = image.getSubimage(
                    Integer.parseInt(cues.group(5)),
                    Integer.parseInt(cues.group(6)),
                    Integer.parseInt(cues.group(7)),
                    Integer.parseInt(cues.group(8)));
            assertColour(new Color(tile.getRGB(150, 20)), expected(seconds), "tile at " + seconds);
        }
        // The sound's last packet is a little longer than the pictures.
        assertThat(times).hasSizeBetween(SlideDeck.SECONDS / 6, SlideDeck.SECONDS / 6 + 1);
        assertThat(times).startsWith(0.0, 6.0, 12.0);
    }

    private static Color expected(double seconds) {
        int place = 0;
        while (place + 1 < SlideDeck.STARTS.size() && SlideDeck.STARTS.get(place + 1) <= seconds) {
            place++;
        }
        return SlideDeck.colour(place);
    }

    private static void assertColour(Color actual, Color expected, String what) {
        assertThat(actual.getRed()).as(what).isCloseTo(expected.getRed(), within(14));
        assertThat(actual.getGreen()).as(what).isCloseTo(expected.getGreen(), within(14));
        assertThat(actual.getBlue()).as(what).isCloseTo(expected.getBlue(), within(14));
    }

    private void sound(LiveLecture lecture, Description described) throws Exception {
        assertThat(described.silences()).hasSize(SILENT.length / 2);
        for (int i = 0; i < SILENT.length; i += 2) {
            var silence = described.silences().get(i / 2);
            assertThat(silence.startUs() / 1e6).isBetween(SILENT[i], SILENT[i] + 0.5);
            assertThat(silence.endUs() / 1e6).isBetween(SILENT[i + 1] - 0.5, SILENT[i + 1]);
        }
        assertImmutable(lecture, described.waveform(), "application/json");
        JsonNode waveform =
                new ObjectMapper().readTree(PlaylistGzip.decode(store.get(key(lecture, described.waveform()))));
        assertThat(waveform.path("version").asInt()).isEqualTo(2);
        assertThat(waveform.path("bits").asInt()).isEqualTo(8);
        int length = waveform.path("length").asInt();
        JsonNode data = waveform.path("data");
        assertThat(data.size()).isEqualTo(2 * length);
        double secondsPerPixel = waveform.path("samples_per_pixel").asDouble()
                / waveform.path("sample_rate").asDouble();
        assertThat(length * secondsPerPixel).isCloseTo(SlideDeck.SECONDS, within(0.2));
        assertThat(peak(data, (int) (10 / secondsPerPixel))).isGreaterThan(20);
        assertThat(peak(data, (int) (23 / secondsPerPixel))).isLessThan(3);
    }

    private static int peak(JsonNode data, int pixel) {
        int peak = 0;
        for (int i = pixel; i < pixel + 20; i++) {
            assertThat(data.get(2 * i).asInt())
                    .isLessThanOrEqualTo(data.get(2 * i + 1).asInt());
            peak = Math.max(peak, data.get(2 * i + 1).asInt());
        }
        return peak;
    }

    private void search(LiveLecture lecture, Description described) {
        if (described.textLanguages() == null) {
            return;
        }
        LectureInfo found = catalogue
                .list(new LectureCatalogue.Filter("boltzmann microstates", null, true), 0, 10)
                .items()
                .getFirst();
        assertThat(found.id()).isEqualTo(lecture.lectureId);
        assertThat(found.matches().getFirst().seconds()).isCloseTo(31.4, within(0.21));
        assertThat(found.poster().path()).isEqualTo(described.poster());
    }

    /** As after a worker was killed: it is done again to the same objects. */
    private void again(LiveLecture lecture, Description described) {
        Set<String> objects = objects(lecture);

        descriptions.order(publication(lecture));

        assertThat(described(lecture)).isEqualTo(described);
        assertThat(objects(lecture)).isEqualTo(objects);
    }

    @Test
    void description_ofAKilledWorker_isTakenOver() {
        var lecture = camera().record(13);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        queue.abandonBackground(publication(lecture));

        assertThat(described(lecture).storyboards()).hasSize(1);
    }

    @Test
    void description_thatEndsAnywhere_isDoneAgainToTheSameObjects() {
        var lecture = camera().with("Microphone", DeviceRole.MICROPHONE, TestSource.microphone())
                .record(19);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        Set<String> published = objects(lecture);
        for (int steps = 1; steps < 8; steps += 2) {
            int[] left = {steps};
            assertThatThrownBy(() -> describer.describe(publication(lecture), () -> {
                        if (left[0]-- == 0) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .isInstanceOf(LecternException.class);
        }
        assertThat(state(lecture)).isEqualTo(DescriptionState.WAITING);
        Set<String> left = objects(lecture);

        queue.releaseBackground(publication(lecture));

        Description described = described(lecture);
        Set<String> made = new HashSet<>(objects(lecture));
        made.removeAll(published);
        // A sheet and its text, the poster, the waveform: and nothing that was left by those that ended.
        assertThat(made)
                .hasSize(4)
                .containsAll(
                        left.stream().filter(key -> !published.contains(key)).toList());
        assertThat(made).contains(key(lecture, described.poster()), key(lecture, described.waveform()));
    }

    private Set<String> objects(LiveLecture lecture) {
        return store.list(ObjectKeys.publication(lecture.lectureId, 1)).collect(Collectors.toSet());
    }

    @Test
    void description_whileTheWorkerHasNoThreadToSpare_waits() {
        var lecture = camera().record(13);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        tasks.pause();
        try {
            queue.releaseBackground(publication(lecture));
            await().atMost(SOON).until(() -> queue.isPicked(publication(lecture)));
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> state(lecture) == DescriptionState.WAITING);
        } finally {
            tasks.resume();
        }

        assertThat(described(lecture).storyboards()).hasSize(1);
    }

    @Test
    void descriptionThatCannotBeMade_isReported_andTheLectureIsPlayed() {
        var lecture = camera().record(13);
        queue.holdBackground();
        lecture.stop();
        await().atMost(SOON).until(() -> queue.isBackground(publication(lecture)));
        store.list(ObjectKeys.publication(lecture.lectureId, 1))
                .filter(key -> key.endsWith(".m4s"))
                .toList()
                .forEach(store::delete);
        queue.releaseBackground(publication(lecture));

        await().atMost(SOON).until(() -> state(lecture) == DescriptionState.FAILED);
        assertThat(descriptions.of(publication(lecture)).orElseThrow().problem())
                .isNotBlank();
        assertThat(queue.publicationState(lecture.lectureId)).isEqualTo("CLOSED");
        assertThat(queue.isBackground(publication(lecture))).isFalse();
    }

    private LiveLecture camera() {
        return new LiveLecture(queue.agent(), store, reports).with("Camera", DeviceRole.PRESENTER, TestSource.camera());
    }

    /** Bursts of a buzz like vowels, a quiet room between words, and none at all where nobody speaks. */
    private static double speech(double seconds) {
        double room = 0.0004 * Math.sin(seconds * 311 * 2 * Math.PI);
        boolean click = seconds > 26 && seconds < 26.05;
        for (int i = 0; i < SILENT.length && !click; i += 2) {
            if (seconds >= SILENT[i] && seconds < SILENT[i + 1]) {
                return room;
            }
        }
        return seconds % 0.7 > 0.45 && !click ? room : room + 0.3 * Math.sin(seconds * 220 * 2 * Math.PI);
    }

    private Description described(LiveLecture lecture) {
        await().atMost(SOON).until(() -> state(lecture) == DescriptionState.DONE);
        return descriptions.of(publication(lecture)).orElseThrow().description();
    }

    private DescriptionState state(LiveLecture lecture) {
        UUID publication = publication(lecture);
        return publication == null
                ? null
                : descriptions.of(publication).map(Descriptions.Known::state).orElse(null);
    }

    private UUID publication(LiveLecture lecture) {
        return queue.publication(lecture.lectureId);
    }

    private void assertImmutable(LiveLecture lecture, String path, String type) {
        ObjectInfo info = store.stat(key(lecture, path)).orElseThrow();
        assertThat(info.contentType()).isEqualTo(type);
        assertThat(info.cacheControl()).contains("immutable");
    }

    private static String key(LiveLecture lecture, String path) {
        return ObjectKeys.publication(lecture.lectureId, 1) + path;
    }
}
