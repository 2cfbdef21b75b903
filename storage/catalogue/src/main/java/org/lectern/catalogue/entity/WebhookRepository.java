package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The webhook. */
@ApplicationScoped
public class WebhookRepository implements PanacheRepositoryBase<WebhookEntity, Integer> {}
