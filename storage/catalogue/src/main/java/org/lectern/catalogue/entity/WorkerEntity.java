package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    /** What it encodes cameras by, with a digest of its parameter sets. */
    public String encoder;

    /** Why that is not what it was asked for; null if it is. */
    @Column(name = "encoder_problem")
    public @Nullable String encoderProblem;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "seen_at")
    public Instant seenAt;
}
