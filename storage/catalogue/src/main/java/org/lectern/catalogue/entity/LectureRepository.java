package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Queries over lectures. */
@ApplicationScoped
public class LectureRepository implements PanacheRepositoryBase<LectureEntity, UUID> {}
