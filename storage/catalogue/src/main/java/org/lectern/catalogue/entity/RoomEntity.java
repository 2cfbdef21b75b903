package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A room. */
@Entity
@Table(name = "room")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RoomEntity {
    @Id
    public UUID id;

    public String name;

    public @Nullable String site;

    @Column(name = "agent_id")
    public @Nullable UUID agentId;

    @Column(name = "created_at")
    public Instant createdAt;
}
