package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The pause, if there is one. */
@ApplicationScoped
public class EncodingPauseRepository implements PanacheRepositoryBase<EncodingPauseEntity, Integer> {}
