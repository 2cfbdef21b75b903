package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One planned lecture. */
@Entity
@Table(name = "planned_lecture")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class PlannedLectureEntity {
    /** The id that its capture will have. */
    @Id
    public UUID id;

    @Column(name = "lecture_id")
    public UUID lectureId;

    @Column(name = "event_id")
    public UUID eventId;

    @Column(name = "room_id")
    public UUID roomId;

    @Column(name = "slot_local")
    public LocalDateTime slotLocal;

    /** Null for the event's. */
    public @Nullable String title;

    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    public boolean moved;

    public boolean cancelled;
}
