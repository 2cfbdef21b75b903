package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.rehearsal.Finding;
import org.lectern.model.RehearsalVerdict;

/** A rehearsal of a room. */
@Entity
@Table(name = "rehearsal")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RehearsalEntity {
    @Id
    public UUID id;

    @Column(name = "room_id")
    public UUID roomId;

    @Column(name = "agent_id")
    public UUID agentId;

    @Column(name = "asked_at")
    public Instant askedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    /** Whether it was not made because the room was busy. */
    public boolean refused;

    /** Whether its recorder was not connected, and was not asked. */
    public boolean away;

    @Enumerated(EnumType.STRING)
    public @Nullable RehearsalVerdict verdict;

    @Convert(converter = JsonColumns.Findings.class)
    public List<Finding> findings;
}
