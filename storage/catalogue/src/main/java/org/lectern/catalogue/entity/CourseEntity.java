package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A course. */
@Entity
@Table(name = "course")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class CourseEntity {
    @Id
    public UUID id;

    public String code;

    public String title;

    /** BCP 47; null if it is not known. */
    public @Nullable String language;

    @Column(name = "created_at")
    public Instant createdAt;
}
