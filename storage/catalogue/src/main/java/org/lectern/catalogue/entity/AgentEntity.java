package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A capture agent. */
@Entity
@Table(name = "agent")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class AgentEntity {
    @Id
    public UUID id;

    public String name;

    @Column(name = "key_sha256")
    public String keySha256;

    @Column(name = "last_seen_at")
    public @Nullable Instant lastSeenAt;

    @Column(name = "created_at")
    public Instant createdAt;
}
