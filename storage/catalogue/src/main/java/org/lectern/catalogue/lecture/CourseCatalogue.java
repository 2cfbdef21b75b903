package org.lectern.catalogue.lecture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CourseEntity;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.SpokenLanguage;

/** Courses. Each call is one transaction. */
@ApplicationScoped
public class CourseCatalogue {
    private final CourseRepository courses;
    private final Clock clock;

    CourseCatalogue(CourseRepository courses, Clock clock) {
        this.courses = courses;
        this.clock = clock;
    }

    /** All courses, by code. */
    @Transactional
    public List<CourseInfo> all() {
        return courses.byCode().stream().map(LectureCatalogue::course).toList();
    }

    /** Makes a course; {@code CONFLICT} if its code is taken. */
    @Transactional
    public CourseInfo create(String code, String title, @Nullable String language) {
        requireFree(code, null);
        var course = new CourseEntity();
        course.id = UUID.randomUUID();
        course.code = code.strip();
        course.title = title.strip();
        course.language = SpokenLanguage.tag(language);
        course.createdAt = clock.instant();
        courses.persist(course);
        return LectureCatalogue.course(course);
    }

    /** Changes a course. */
    @Transactional
    public CourseInfo update(UUID id, String code, String title, @Nullable String language) {
        CourseEntity course = courses.findByIdOptional(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such course."));
        requireFree(code, id);
        course.code = code.strip();
        course.title = title.strip();
        course.language = SpokenLanguage.tag(language);
        return LectureCatalogue.course(course);
    }

    /** Removes a course; its lectures stay, without one. */
    @Transactional
    public void delete(UUID id) {
        courses.deleteById(id);
    }

    private void requireFree(String code, @Nullable UUID except) {
        courses.find("code", code.strip()).firstResultOptional().ifPresent(found -> {
            if (!found.id.equals(except)) {
                throw new LecternException(ErrorCode.CONFLICT, "There is a course of this code already.");
            }
        });
    }
}
