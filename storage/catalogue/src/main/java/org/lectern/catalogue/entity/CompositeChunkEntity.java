package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.lectern.model.plan.ChunkResult;

/** A chunk of a composite view. */
@Entity
@Table(name = "composite_chunk")
@IdClass(CompositeChunkEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class CompositeChunkEntity {
    @Id
    @Column(name = "publication_id")
    public UUID publicationId;

    @Id
    @Column(name = "chunk_index")
    public int index;

    @Convert(converter = JsonColumns.Result.class)
    public ChunkResult result;

    /** Its primary key. */
    public record Key(UUID publicationId, int index) {}
}
