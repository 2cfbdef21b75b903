package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.lectern.model.TrackEntry;

/** One line of a track's journal. */
@Entity
@Table(name = "track_entry")
@IdClass(TrackEntryEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class TrackEntryEntity {
    @Id
    @Column(name = "track_id")
    public UUID trackId;

    @Id
    public int sequence;

    @Column(name = "start_us")
    public long startUs;

    @Column(name = "end_us")
    public long endUs;

    public boolean segment;

    @Convert(converter = JsonColumns.Entry.class)
    public TrackEntry entry;

    /** Its primary key. */
    public record Key(UUID trackId, int sequence) {}
}
