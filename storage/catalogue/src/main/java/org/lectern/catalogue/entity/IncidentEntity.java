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
import org.lectern.model.IncidentKind;

/** Something that keeps a capture from being complete. */
@Entity
@Table(name = "incident")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class IncidentEntity {
    @Id
    public UUID id;

    @Column(name = "capture_id")
    public UUID captureId;

    /** Null if it is the whole capture's. */
    @Column(name = "track_id")
    public @Nullable UUID trackId;

    @Enumerated(EnumType.STRING)
    public IncidentKind kind;

    @Column(name = "lost_us")
    public long lostUs;

    public String detail;

    @Column(name = "opened_at")
    public Instant openedAt;

    @Column(name = "resolved_at")
    public @Nullable Instant resolvedAt;

    @Column(name = "acknowledged_at")
    public @Nullable Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    public @Nullable String acknowledgedBy;
}
