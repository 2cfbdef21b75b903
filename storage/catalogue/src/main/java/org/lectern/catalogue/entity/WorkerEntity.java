package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A process that encodes. */
@Entity
@Table(name = "worker")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class WorkerEntity {
    @Id
    public String name;

    public int threads;

    /** Tasks that it is at. */
    public int busy;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "seen_at")
    public Instant seenAt;
}
