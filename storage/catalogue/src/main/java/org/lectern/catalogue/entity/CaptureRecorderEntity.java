package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the agents that record a capture together; a capture without a standby has none of these. */
@Entity
@Table(name = "capture_recorder")
@IdClass(CaptureRecorderEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class CaptureRecorderEntity {
    @Id
    @Column(name = "capture_id")
    public UUID captureId;

    @Id
    @Column(name = "agent_id")
    public UUID agentId;

    /** 0 for the room's own agent. */
    public int rank;

    /** When it last told something new; at first, when it was asked to record. By the server's clock. */
    @Column(name = "heard_at")
    public Instant heardAt;

    /** When it stopped, by its own clock. */
    @Column(name = "closed_at")
    public @Nullable Instant closedAt;

    /** When it told that it had stopped, by the server's clock. */
    @Column(name = "told_at")
    public @Nullable Instant toldAt;

    /** Whether it answered that it cannot record. */
    public boolean refused;

    /** Whether it told of media since the publication was last compared with all that there is. */
    public boolean late;

    /** Its primary key. */
    public record Key(UUID captureId, UUID agentId) {}
}
