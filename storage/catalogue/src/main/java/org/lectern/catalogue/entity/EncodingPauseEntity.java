package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That workers take no tasks; the one row of its table, or none. */
@Entity
@Table(name = "encoding_pause")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class EncodingPauseEntity {
    public static final int ID = 1;

    @Id
    public int id;

    @Column(name = "paused_at")
    public Instant pausedAt;

    @Column(name = "paused_by")
    public String pausedBy;
}
