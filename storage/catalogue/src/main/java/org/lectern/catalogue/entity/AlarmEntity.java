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
import org.lectern.model.AlarmKind;
import org.lectern.model.AlarmSeverity;

/** An alarm of a room. */
@Entity
@Table(name = "alarm")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class AlarmEntity {
    @Id
    public UUID id;

    @Column(name = "agent_id")
    public UUID agentId;

    @Column(name = "room_id")
    public @Nullable UUID roomId;

    @Column(name = "capture_id")
    public @Nullable UUID captureId;

    @Column(name = "device_id")
    public @Nullable UUID deviceId;

    @Enumerated(EnumType.STRING)
    public AlarmKind kind;

    @Enumerated(EnumType.STRING)
    public AlarmSeverity severity;

    @Column(name = "device_name")
    public @Nullable String deviceName;

    public String detail;

    @Column(name = "raised_at")
    public Instant raisedAt;

    @Column(name = "cleared_at")
    public @Nullable Instant clearedAt;

    @Column(name = "acknowledged_at")
    public @Nullable Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    public @Nullable String acknowledgedBy;
}
