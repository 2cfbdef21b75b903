package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A slide of a publication. What is searched in, its words, PostgreSQL makes of the text by itself. */
@Entity
@Table(name = "slide")
@IdClass(SlideEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class SlideEntity {
    /** Its publication and place. */
    public record Key(UUID publicationId, int index) {}

    @Id
    @Column(name = "publication_id")
    public UUID publicationId;

    @Id
    @Column(name = "slide_index")
    public int index;

    public String track;

    @Column(name = "start_us")
    public long startUs;

    @Column(name = "end_us")
    public long endUs;

    public String image;

    public String thumbnail;

    @Column(name = "slide_text")
    public String text;
}
