package org.lectern.catalogue.lecture;

import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.entity.CourseEntity;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.SlideLanguages;
import org.lectern.catalogue.entity.SlideRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.PublicationState;
import org.lectern.model.SpokenLanguage;

/** Finds and edits lectures. Each call is one transaction. */
@ApplicationScoped
public class LectureCatalogue {
    private static final double SECOND_US = 1e6;
    /** A search that finds more by their slides is too wide to be looked through. */
    private static final int MOST_BY_SLIDES = 500;
    /** Slides that a list shows of a lecture. */
    private static final int SHOWN_MATCHES = 3;

    private final LectureRepository lectures;
    private final CourseRepository courses;
    private final PublicationRepository publications;
    private final Descriptions descriptions;
    private final SlideRepository slides;

    LectureCatalogue(
            LectureRepository lectures,
            CourseRepository courses,
            PublicationRepository publications,
            Descriptions descriptions,
            SlideRepository slides) {
        this.lectures = lectures;
        this.courses = courses;
        this.publications = publications;
        this.descriptions = descriptions;
        this.slides = slides;
    }

    /**
     * What to list.
     *
     * @param text part of the title, or words that all stand on one slide; null for all
     * @param courseId null for all
     * @param unpublishedToo whether lectures that students do not see are listed
     */
    public record Filter(@Nullable String text, @Nullable UUID courseId, boolean unpublishedToo) {}

    /** A page of lectures, newest first. */
    public record Page(long total, List<LectureInfo> items) {}

    /**
     * What to change; null for what stays.
     *
     * @param withoutCourse whether the lecture leaves its course
     * @param withoutLanguage whether the lecture has its course's language again
     */
    public record Patch(
            @Nullable String title,
            @Nullable String description,
            @Nullable UUID courseId,
            boolean withoutCourse,
            @Nullable Boolean published,
            @Nullable String language,
            boolean withoutLanguage) {}

    /** Lists lectures, newest first. */
    @Transactional
    public Page list(Filter filter, int offset, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        var parameters = new Parameters();
        String text = filter.text() == null ? "" : filter.text().strip();
        String beginnings = SlideLanguages.beginnings(text);
        if (!text.isEmpty()) {
            List<UUID> bySlides =
                    beginnings.isEmpty() ? List.of() : slides.lecturesWith(beginnings, text, MOST_BY_SLIDES);
            conditions.add("(lower(title) like :text escape '!'" + (bySlides.isEmpty() ? ")" : " or id in :bySlides)"));
            parameters.and("text", "%" + text.toLowerCase().replaceAll("([!%_])", "!$1") + "%");
            if (!bySlides.isEmpty()) {
                parameters.and("bySlides", bySlides);
            }
        }
        if (filter.courseId() != null) {
            conditions.add("courseId = :course");
            parameters.and("course", filter.courseId());
        }
        if (!filter.unpublishedToo()) {
            conditions.add("published = true and state <> :hidden");
            parameters.and("hidden", LectureState.IMPORTING);
        }
        var found = lectures.find(String.join(" and ", conditions) + " order by recordedAt desc, id", parameters);
        long total = found.count();
        List<LectureEntity> rows = found.range(offset, offset + limit - 1).list();
        return new Page(total, infos(rows, beginnings, text));
    }

    /**
     * One lecture.
     *
     * @throws LecternException with {@code NOT_FOUND}, also for one that is hidden from who asks
     */
    @Transactional
    public LectureInfo get(UUID id, boolean unpublishedToo) {
        LectureEntity lecture = entity(id);
        if (!lecture.published && !unpublishedToo) {
            throw missing();
        }
        return info(lecture);
    }

    /** Changes a lecture. */
    @Transactional
    public LectureInfo patch(UUID id, Patch patch) {
        LectureEntity lecture = entity(id);
        if (patch.title() != null) {
            lecture.title = patch.title().strip();
        }
        if (patch.description() != null) {
            lecture.description = patch.description();
        }
        if (patch.courseId() != null) {
            if (courses.findById(patch.courseId()) == null) {
                throw new LecternException(ErrorCode.NOT_FOUND, "There is no such course.");
            }
            lecture.courseId = patch.courseId();
        } else if (patch.withoutCourse()) {
            lecture.courseId = null;
        }
        if (patch.published() != null) {
            lecture.published = patch.published();
        }
        if (patch.language() != null || patch.withoutLanguage()) {
            lecture.language = SpokenLanguage.tag(patch.language());
        }
        return info(lecture);
    }

    private LectureEntity entity(UUID id) {
        return lectures.findByIdOptional(id).orElseThrow(LectureCatalogue::missing);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such lecture.");
    }

    private LectureInfo info(LectureEntity lecture) {
        return infos(List.of(lecture), "", "").getFirst();
    }

    private List<LectureInfo> infos(List<LectureEntity> rows, String beginnings, String words) {
        Map<UUID, PublicationEntity> shown = new HashMap<>();
        for (LectureEntity lecture : rows) {
            publications.shownOfLecture(lecture.id).ifPresent(found -> shown.put(lecture.id, found));
        }
        Map<UUID, Descriptions.Poster> posters =
                descriptions.posters(shown.values().stream().map(one -> one.id).toList());
        Map<UUID, List<LectureInfo.SlideMatch>> matches =
                beginnings.isEmpty() ? Map.of() : matches(rows, beginnings, words);
        return rows.stream()
                .map(lecture -> info(
                        lecture,
                        Optional.ofNullable(shown.get(lecture.id)),
                        posters,
                        matches.getOrDefault(lecture.id, List.of())))
                .toList();
    }

    private Map<UUID, List<LectureInfo.SlideMatch>> matches(List<LectureEntity> rows, String beginnings, String words) {
        List<UUID> ids = rows.stream().map(lecture -> lecture.id).toList();
        return slides.matches(ids, beginnings, words, SHOWN_MATCHES).stream()
                .collect(Collectors.groupingBy(
                        SlideRepository.Match::lectureId,
                        Collectors.mapping(
                                match -> new LectureInfo.SlideMatch(
                                        match.startUs() / SECOND_US, Excerpt.of(match.text(), words)),
                                Collectors.toList())));
    }

    private LectureInfo info(
            LectureEntity lecture,
            Optional<PublicationEntity> publication,
            Map<UUID, Descriptions.Poster> posters,
            List<LectureInfo.SlideMatch> matches) {
        CourseInfo course = lecture.courseId == null
                ? null
                : courses.findByIdOptional(lecture.courseId)
                        .map(LectureCatalogue::course)
                        .orElse(null);
        return new LectureInfo(
                lecture.id,
                lecture.title,
                lecture.description,
                course,
                lecture.language != null ? lecture.language : course == null ? null : course.language(),
                lecture.roomName,
                lecture.state,
                lecture.published,
                lecture.recordedAt,
                publication.map(found -> found.version).orElse(null),
                publication
                        .map(found -> found.totalUs)
                        .map(us -> us / SECOND_US)
                        .orElse(null),
                publication.map(found -> found.state != PublicationState.CLOSED).orElse(false),
                publication.map(found -> found.views).orElse(List.of()),
                publication.map(found -> found.id).orElse(null),
                publication.map(found -> posters.get(found.id)).orElse(null),
                matches);
    }

    static CourseInfo course(CourseEntity course) {
        return new CourseInfo(course.id, course.code, course.title, course.language);
    }
}
