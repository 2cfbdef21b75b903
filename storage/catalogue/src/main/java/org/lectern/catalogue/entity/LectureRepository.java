package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Queries over lectures. */
@ApplicationScoped
public class LectureRepository implements PanacheRepositoryBase<LectureEntity, UUID> {
    /** What is spoken in a lecture, BCP 47: its own language, or that of its course. */
    public Optional<String> languageOf(UUID lectureId) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(l.language, c.language) from LectureEntity l"
                                + " left join CourseEntity c on c.id = l.courseId where l.id = :lecture",
                        String.class)
                .setParameter("lecture", lectureId)
                .getResultStream()
                .filter(Objects::nonNull)
                .findFirst();
    }
}
