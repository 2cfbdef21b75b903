package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.CompositeState;

/** The composite view of a publication. */
@Entity
@Table(name = "composite")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class CompositeEntity {
    @Id
    @Column(name = "publication_id")
    public UUID publicationId;

    @Enumerated(EnumType.STRING)
    public CompositeState state;

    public @Nullable String problem;

    @Column(name = "changed_at")
    public Instant changedAt;

    /** Changes the state by the table of the machine. */
    public void become(CompositeState next) {
        state = CompositeState.TRANSITIONS.require(state, next);
    }
}
