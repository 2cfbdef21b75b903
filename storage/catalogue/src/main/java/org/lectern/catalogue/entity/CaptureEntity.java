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
import org.lectern.model.CaptureState;

/** A capture. */
@Entity
@Table(name = "capture")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class CaptureEntity {
    @Id
    public UUID id;

    @Column(name = "lecture_id")
    public UUID lectureId;

    @Column(name = "room_id")
    public @Nullable UUID roomId;

    @Column(name = "room_name")
    public String roomName;

    @Column(name = "agent_id")
    public @Nullable UUID agentId;

    @Enumerated(EnumType.STRING)
    public CaptureState state;

    public @Nullable Instant epoch;

    @Column(name = "requested_at")
    public Instant requestedAt;

    @Column(name = "stop_requested_at")
    public @Nullable Instant stopRequestedAt;

    @Column(name = "stopped_at")
    public @Nullable Instant stoppedAt;

    @Column(name = "completed_at")
    public @Nullable Instant completedAt;

    /** When it was to begin by the schedule; null if it was begun by hand. */
    @Column(name = "planned_from")
    public @Nullable Instant plannedFrom;

    /** When it is to end by the clock; null for one that ends by hand. */
    @Column(name = "planned_until")
    public @Nullable Instant plannedUntil;

    /** Why its agent would not begin it when it was asked last; stays when it begins late. */
    public @Nullable String refusal;

    /** When the agent is asked again; null for never. */
    @Column(name = "try_again_at")
    public @Nullable Instant tryAgainAt;

    /** Whether it came from a file of a stranger: whatever decodes it is shut in. */
    public boolean untrusted;

    /** Changes the state by the table of the machine. */
    public void become(CaptureState next) {
        state = CaptureState.TRANSITIONS.require(state, next);
    }
}
