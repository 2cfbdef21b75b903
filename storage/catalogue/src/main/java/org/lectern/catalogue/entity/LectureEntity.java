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
import org.lectern.model.LectureState;

/** A lecture. */
@Entity
@Table(name = "lecture")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class LectureEntity {
    @Id
    public UUID id;

    @Column(name = "course_id")
    public @Nullable UUID courseId;

    @Column(name = "room_name")
    public String roomName;

    public String title;

    public @Nullable String description;

    /** BCP 47; null if it is that of its course. */
    public @Nullable String language;

    @Enumerated(EnumType.STRING)
    public LectureState state;

    public boolean published;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Changes the state by the table of the machine. */
    public void become(LectureState next) {
        state = LectureState.TRANSITIONS.require(state, next);
    }
}
