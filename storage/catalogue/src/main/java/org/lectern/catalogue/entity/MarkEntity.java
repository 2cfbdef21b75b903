package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A moment of a capture that somebody marked. */
@Entity
@Table(name = "capture_mark")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class MarkEntity {
    @Id
    public UUID id;

    @Column(name = "capture_id")
    public UUID captureId;

    @Column(name = "position_us")
    public long positionUs;

    public String label;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "created_by")
    public String createdBy;
}
