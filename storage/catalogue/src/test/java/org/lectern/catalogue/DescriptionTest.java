package org.lectern.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.lecture.LectureCatalogue;
import org.lectern.catalogue.lecture.LectureInfo;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.CaptureState;
import org.lectern.model.DescriptionState;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.Span;

/** What stands beside the video, and the search in the text of slides, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class DescriptionTest {
    private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    @Inject
    Descriptions descriptions;

    @Inject
    LectureCatalogue catalogue;

    @Inject
    LectureRepository lectures;

    @Inject
    CaptureRepository captures;

    @Inject
    PublicationRepository publications;

    @Test
    void description_isOrderedFinishedAndOrderedAgain() {
        UUID lecture = lecture("Described", true);
        UUID publication = publication(lecture, 1, PublicationState.CLOSED);
        assertThat(descriptions.of(publication)).isEmpty();

        descriptions.order(publication);
        assertThat(descriptions.isWaiting(publication)).isTrue();
        Description made = described("eng", "Entropy", "Enthalpy");
        descriptions.finish(publication, made);
        descriptions.order(publication);

        // What is known stays while it is made anew.
        var known = descriptions.of(publication).orElseThrow();
        assertThat(known.state()).isEqualTo(DescriptionState.WAITING);
        assertThat(known.description()).isEqualTo(made);
        Description other = described(null, "Heat");
        descriptions.finish(publication, other);
        assertThat(descriptions.of(publication).orElseThrow().description()).isEqualTo(other);
        assertThat(catalogue.get(lecture, true).poster()).isEqualTo(new Descriptions.Poster("poster-a.jpg", 1));
    }

    @Test
    void newVersion_showsWhatWasMadeOfTheOneBefore_untilItsOwnIsMade() {
        UUID lecture = lecture("Improved", true);
        UUID first = publication(lecture, 1, PublicationState.CLOSED);
        descriptions.order(first);
        descriptions.finish(first, described("eng", "Bremsstrahlung"));
        UUID second = publication(lecture, 2, PublicationState.CLOSED, captureOf(first));

        descriptions.order(second);

        var known = descriptions.of(second).orElseThrow();
        assertThat(known.state()).isEqualTo(DescriptionState.WAITING);
        assertThat(known.version()).isEqualTo(1);
        assertThat(known.description()).isEqualTo(described("eng", "Bremsstrahlung"));
        assertThat(matches("bremsstrahlung")).containsExactly(0.0);
        descriptions.finish(second, described("eng", "Something", "Bremsstrahlung"));
        assertThat(descriptions.of(second).orElseThrow().version()).isEqualTo(2);
        assertThat(matches("bremsstrahlung")).containsExactly(100.0);
        // Another recording of the lecture has another timeline.
        UUID other = publication(lecture, 3, PublicationState.CLOSED);
        descriptions.order(other);
        assertThat(descriptions.of(other).orElseThrow().description().slides()).isEmpty();
    }

    private UUID captureOf(UUID publicationId) {
        return QuarkusTransaction.requiringNew().call(() -> publications.findById(publicationId).captureId);
    }

    @Test
    void descriptionThatFailed_tellsWhy_andCanBeOrderedAgain() {
        UUID publication = publication(lecture("Failing", true), 1, PublicationState.CLOSED);
        descriptions.order(publication);

        descriptions.fail(publication, "The store lost a segment.");

        var known = descriptions.of(publication).orElseThrow();
        assertThat(known.state()).isEqualTo(DescriptionState.FAILED);
        assertThat(known.problem()).isEqualTo("The store lost a segment.");
        descriptions.order(publication);
        assertThat(descriptions.isWaiting(publication)).isTrue();
        assertThatThrownBy(() -> descriptions.fail(UUID.randomUUID(), "")).isInstanceOf(LecternException.class);
    }

    @Test
    void search_findsLecturesByWordsOfOneSlide_andTellsWhen() {
        UUID lecture = lecture("Physics I", true);
        UUID publication = publication(lecture, 1, PublicationState.CLOSED);
        descriptions.order(publication);
        descriptions.finish(
                publication,
                described("eng", "Kelvin's running temperatures", "The zeroth law: heat flows", "Zeroth-order Größen"));

        assertThat(matches("zeroth")).containsExactly(100.0, 200.0);
        assertThat(matches("ZEROTH law")).containsExactly(100.0);
        // As it begins, by its stem, and with letters that are not ASCII.
        assertThat(matches("temperat")).containsExactly(0.0);
        assertThat(matches("flowing")).containsExactly(100.0);
        assertThat(matches("größe")).containsExactly(200.0);
        assertThat(find("zeroth").items().getFirst().matches().getFirst().excerpt())
                .contains("zeroth law");
        // Words of two slides, words that are no query, and none at all.
        assertThat(find("kelvin zeroth").items()).isEmpty();
        assertThat(find("zeroth & ! ( law' :*").items()).hasSize(1);
        assertThat(find("%_'").items()).isEmpty();
        // By its title a lecture is found without any slide.
        assertThat(find("physics i").items()).extracting(LectureInfo::matches).containsExactly(List.of());
    }

    @Test
    void search_looksOnlyIntoWhatIsPlayedAndSeen() {
        UUID hidden = lecture("Hidden", false);
        UUID first = publication(hidden, 1, PublicationState.CLOSED);
        descriptions.order(first);
        descriptions.finish(first, described("deu", "Quarkonium"));

        assertThat(find("quarkonium").items()).hasSize(1);
        assertThat(catalogue
                        .list(new LectureCatalogue.Filter("quarkonium", null, false), 0, 10)
                        .items())
                .isEmpty();
        publication(hidden, 2, PublicationState.CLOSED);
        assertThat(find("quarkonium").items()).isEmpty();
    }

    private List<Double> matches(String words) {
        return find(words).items().stream()
                .flatMap(lecture -> lecture.matches().stream())
                .map(LectureInfo.SlideMatch::seconds)
                .toList();
    }

    private LectureCatalogue.Page find(String words) {
        return catalogue.list(new LectureCatalogue.Filter(words, null, true), 0, 10);
    }

    private static Description described(@Nullable String languages, String... texts) {
        var slides = new java.util.ArrayList<Description.Slide>();
        for (String text : texts) {
            long startUs = slides.size() * 100_000_000L;
            slides.add(new Description.Slide("slides", startUs, startUs + 100_000_000, "s.webp", "t.webp", text));
        }
        return new Description(
                "poster-a.jpg",
                "waveform-a.json",
                List.of(new Description.Storyboard("slides", "slides/storyboard-a.vtt")),
                List.of(new Span(1, 5_000_000)),
                slides,
                languages);
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

    private UUID publication(UUID lectureId, int version, PublicationState state) {
        return publication(lectureId, version, state, null);
    }

    private UUID publication(UUID lectureId, int version, PublicationState state, @Nullable UUID captureId) {
        var capture = new CaptureEntity();
        capture.id = UUID.randomUUID();
        capture.lectureId = lectureId;
        capture.roomName = "Room";
        capture.state = CaptureState.COMPLETE;
        capture.requestedAt = NOON;
        var publication = new PublicationEntity();
        publication.id = UUID.randomUUID();
        publication.lectureId = lectureId;
        publication.captureId = captureId == null ? capture.id : captureId;
        publication.version = version;
        publication.state = state;
        publication.segmentUs = 6_000_000;
        publication.chunkSegments = 2;
        publication.views = List.of();
        publication.createdAt = NOON;
        QuarkusTransaction.requiringNew().run(() -> {
            if (captureId == null) {
                captures.persist(capture);
            }
            publications.persist(publication);
        });
        return publication.id;
    }
}
