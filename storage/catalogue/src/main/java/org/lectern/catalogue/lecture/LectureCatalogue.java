package org.lectern.catalogue.lecture;

import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CourseEntity;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.PublicationState;

/** Finds and edits lectures. Each call is one transaction. */
@ApplicationScoped
public class LectureCatalogue {
    private final LectureRepository lectures;
    private final CourseRepository courses;
    private final PublicationRepository publications;

    LectureCatalogue(LectureRepository lectures, CourseRepository courses, PublicationRepository publications) {
        this.lectures = lectures;
        this.courses = courses;
        this.publications = publications;
    }

    /**
     * What to list.
     *
     * @param text part of the title, null for all
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
     */
    public record Patch(
            @Nullable String title,
            @Nullable String description,
            @Nullable UUID courseId,
            boolean withoutCourse,
            @Nullable Boolean published) {}

    /** Lists lectures, newest first. */
    @Transactional
    public Page list(Filter filter, int offset, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        var parameters = new Parameters();
        if (filter.text() != null && !filter.text().isBlank()) {
            conditions.add("lower(title) like :text escape '!'");
            parameters.and("text", "%" + filter.text().strip().toLowerCase().replaceAll("([!%_])", "!$1") + "%");
        }
        if (filter.courseId() != null) {
            conditions.add("courseId = :course");
            parameters.and("course", filter.courseId());
        }
        if (!filter.unpublishedToo()) {
            conditions.add("published = true");
        }
        var found = lectures.find(String.join(" and ", conditions) + " order by recordedAt desc, id", parameters);
        long total = found.count();
        List<LectureInfo> items =
                found.range(offset, offset + limit - 1).stream().map(this::info).toList();
        return new Page(total, items);
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
        return info(lecture);
    }

    private LectureEntity entity(UUID id) {
        return lectures.findByIdOptional(id).orElseThrow(LectureCatalogue::missing);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such lecture.");
    }

    private LectureInfo info(LectureEntity lecture) {
        Optional<PublicationEntity> publication = publications.shownOfLecture(lecture.id);
        return new LectureInfo(
                lecture.id,
                lecture.title,
                lecture.description,
                lecture.courseId == null
                        ? null
                        : courses.findByIdOptional(lecture.courseId)
                                .map(LectureCatalogue::course)
                                .orElse(null),
                lecture.roomName,
                lecture.state,
                lecture.published,
                lecture.recordedAt,
                publication.map(found -> found.version).orElse(null),
                publication.map(found -> found.totalUs).map(us -> us / 1e6).orElse(null),
                publication.map(found -> found.state != PublicationState.CLOSED).orElse(false),
                publication.map(found -> found.views).orElse(List.of()));
    }

    static CourseInfo course(CourseEntity course) {
        return new CourseInfo(course.id, course.code, course.title);
    }
}
