package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent was told. */
@Entity
@Table(name = "agent_command")
@IdClass(AgentCommandEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class AgentCommandEntity {
    @Id
    @Column(name = "agent_id")
    public UUID agentId;

    @Id
    public long sequence;

    /** JSON; holds the addresses of devices. */
    @Convert(converter = SealedText.class)
    public String message;

    @Column(name = "acknowledged_at")
    public @Nullable Instant acknowledgedAt;

    public @Nullable String error;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Its primary key. */
    public record Key(UUID agentId, long sequence) {}
}
