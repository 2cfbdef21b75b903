package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over courses. */
@ApplicationScoped
public class CourseRepository implements PanacheRepositoryBase<CourseEntity, UUID> {
    public List<CourseEntity> byCode() {
        return list("order by code");
    }
}
