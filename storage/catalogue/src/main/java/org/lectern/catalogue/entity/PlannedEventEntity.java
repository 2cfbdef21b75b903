package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A planned lecture, or a series of them. */
@Entity
@Table(name = "planned_event")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class PlannedEventEntity {
    @Id
    public UUID id;

    @Column(name = "room_id")
    public UUID roomId;

    @Column(name = "course_id")
    public @Nullable UUID courseId;

    public String title;

    public String zone;

    @Column(name = "starts_local")
    public LocalDateTime startsLocal;

    @Column(name = "duration_s")
    public int durationSeconds;

    public @Nullable String rrule;

    @Convert(converter = JsonColumns.LocalTimes.class)
    public List<LocalDateTime> exdates;

    @Convert(converter = JsonColumns.LocalTimes.class)
    public List<LocalDateTime> rdates = List.of();

    @Column(name = "lead_in_s")
    public @Nullable Integer leadInSeconds;

    @Column(name = "lead_out_s")
    public @Nullable Integer leadOutSeconds;

    @Column(name = "source_key")
    public @Nullable String sourceKey;

    public boolean ended;

    @Column(name = "created_at")
    public Instant createdAt;
}
