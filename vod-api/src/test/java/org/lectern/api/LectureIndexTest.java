package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.CaptureState;
import org.lectern.model.DeviceRole;
import org.lectern.model.LectureState;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.Span;

/** What stands beside the video, as pages get it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class LectureIndexTest {
    private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    @Inject
    Descriptions descriptions;

    @Inject
    LectureRepository lectures;

    @Inject
    CaptureRepository captures;

    @Inject
    PublicationRepository publications;

    @Inject
    ObjectStore store;

    @Test
    void describedLecture_isFoundByAWordOnASlide_andShowsIt() {
        UUID lecture = lecture("Optics", true);
        describe(publication(lecture, PublicationState.CLOSED));
        store.put(
                ObjectKeys.publication(lecture, 1) + "slides/slides/0001-b.small.webp",
                new byte[] {1, 2, 3},
                ObjectHeaders.immutable("image/webp"));

        var found = Browser.as("student")
                .queryParam("q", "birefring calcite")
                .get("/api/lectures")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].title", equalTo("Optics"))
                .body("items[0].poster", containsString("/" + lecture + "/1/poster-a.jpg"))
                .body("items[0].matches[0].seconds", equalTo(62.5f))
                .body("items[0].matches[0].excerpt", containsString("Birefringence"))
                .extract();
        String thumbnail = Browser.as("student")
                .get("/api/lectures/" + lecture)
                .then()
                .statusCode(200)
                .body("poster", equalTo(found.path("items[0].poster")))
                .body("index.state", equalTo("DONE"))
                .body("index.storyboards[0].view", equalTo("slides"))
                .body("index.storyboards[0].url", containsString("/1/slides/storyboard-a.vtt"))
                .body("index.waveformUrl", containsString("/1/waveform-a.json"))
                .body("index.textRead", equalTo(true))
                .body("index.slides", hasSize(2))
                .body("index.slides[1].seconds", equalTo(62.5f))
                .body("index.slides[1].untilSeconds", equalTo(100f))
                // Suggestions for cuts are for those who may cut.
                .body("index.silences", nullValue())
                .extract()
                .path("index.slides[1].thumbnailUrl");

        var picture = given().get(thumbnail).then().statusCode(200).extract();
        assertThat(picture.contentType()).isEqualTo("image/webp");
        assertThat(picture.header("Cache-Control")).contains("immutable");
        assertThat(picture.asByteArray()).containsExactly(1, 2, 3);
        Browser.as("staff")
                .get("/api/lectures/" + lecture)
                .then()
                .body("index.silences[0].startSeconds", equalTo(10f))
                .body("index.silences[0].endSeconds", equalTo(25f));
    }

    @Test
    void hiddenLecture_isNotFoundByItsSlides() {
        describe(publication(lecture("Hidden optics", false), PublicationState.CLOSED), "Pockels effect");

        Browser.as("student")
                .queryParam("q", "pockels")
                .get("/api/lectures")
                .then()
                .body("items", hasSize(0));
        Browser.as("staff")
                .queryParam("q", "pockels")
                .get("/api/lectures")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void index_isMadeAnewWhenAnAdminAsks() {
        UUID lecture = lecture("Again", true);
        UUID publication = publication(lecture, PublicationState.CLOSED);
        Browser.as("student").get("/api/lectures/" + lecture).then().body("index", nullValue());
        Browser.as("staff").post("/api/lectures/" + lecture + "/index").then().statusCode(403);

        Browser.as("admin")
                .post("/api/lectures/" + lecture + "/index")
                .then()
                .statusCode(200)
                .body("index.state", equalTo("WAITING"));
        descriptions.fail(publication, "The store lost a segment.");

        Browser.as("staff")
                .get("/api/lectures/" + lecture)
                .then()
                .body("index.state", equalTo("FAILED"))
                .body("index.problem", equalTo("The store lost a segment."));
        Browser.as("student").get("/api/lectures/" + lecture).then().body("index.problem", nullValue());
    }

    @Test
    void index_ofALectureThatRuns_cannotBeOrdered() {
        UUID lecture = lecture("Running", true);
        publication(lecture, PublicationState.LIVE);

        Browser.as("admin")
                .post("/api/lectures/" + lecture + "/index")
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"));
    }

    private void describe(UUID publication, String... more) {
        descriptions.order(publication);
        descriptions.finish(
                publication,
                new Description(
                        "poster-a.jpg",
                        "waveform-a.json",
                        List.of(new Description.Storyboard("slides", "slides/storyboard-a.vtt")),
                        List.of(new Span(10_000_000, 25_000_000)),
                        List.of(
                                slide(0, 0, 62_500_000, String.join(" ", more)),
                                slide(1, 62_500_000, 100_000_000, "Birefringence\nof calcite")),
                        "eng"));
    }

    private static Description.Slide slide(int index, long startUs, long endUs, String text) {
        return new Description.Slide(
                "slides",
                startUs,
                endUs,
                "slides/slides/000%d-b.webp".formatted(index),
                "slides/slides/000%d-b.small.webp".formatted(index),
                text);
    }

    private UUID lecture(String title, boolean published) {
        var lecture = new LectureEntity();
        lecture.id = UUID.randomUUID();
        lecture.roomName = "Room";
        lecture.title = title;
        lecture.state = LectureState.READY;
        lecture.published = published;
        lecture.recordedAt = NOON;
        lecture.createdAt = NOON;
        QuarkusTransaction.requiringNew().run(() -> lectures.persist(lecture));
        return lecture.id;
    }

    private UUID publication(UUID lectureId, PublicationState state) {
        var capture = new CaptureEntity();
        capture.id = UUID.randomUUID();
        capture.lectureId = lectureId;
        capture.roomName = "Room";
        capture.state = CaptureState.COMPLETE;
        capture.requestedAt = NOON;
        var publication = new PublicationEntity();
        publication.id = UUID.randomUUID();
        publication.lectureId = lectureId;
        publication.captureId = capture.id;
        publication.version = 1;
        publication.state = state;
        publication.segmentUs = 6_000_000;
        publication.chunkSegments = 2;
        publication.totalUs = 100_000_000L;
        publication.views = List.of(new PublishedView("slides", DeviceRole.SLIDES, MediaKind.VIDEO));
        publication.createdAt = NOON;
        QuarkusTransaction.requiringNew().run(() -> {
            captures.persist(capture);
            publications.persist(publication);
        });
        return publication.id;
    }
}
