package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.describe.Description;
import org.lectern.model.DescriptionState;
import org.lectern.model.plan.Span;

/** What stands beside the video of a publication, but for its slides. */
@Entity
@Table(name = "publication_description")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class PublicationDescriptionEntity {
    @Id
    @Column(name = "publication_id")
    public UUID publicationId;

    @Enumerated(EnumType.STRING)
    public DescriptionState state;

    public @Nullable String problem;

    public @Nullable String poster;

    public @Nullable String waveform;

    @Convert(converter = JsonColumns.Storyboards.class)
    public List<Description.Storyboard> storyboards;

    @Convert(converter = JsonColumns.Spans.class)
    public List<Span> silences;

    @Column(name = "text_languages")
    public @Nullable String textLanguages;

    /** The version of the publication whose objects these are. */
    @Column(name = "made_of")
    public int madeOf;

    @Column(name = "changed_at")
    public Instant changedAt;

    /** Changes the state by the table of the machine. */
    public void become(DescriptionState next) {
        state = DescriptionState.TRANSITIONS.require(state, next);
    }
}
