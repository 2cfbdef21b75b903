package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.ChunkState;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Hurry;

/** A chunk. */
@Entity
@Table(name = "chunk")
@IdClass(ChunkEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class ChunkEntity {
    @Id
    @Column(name = "publication_track_id")
    public UUID publicationTrackId;

    @Id
    @Column(name = "chunk_index")
    public int index;

    @Enumerated(EnumType.STRING)
    public ChunkState state;

    @Column(name = "start_us")
    public long startUs;

    @Column(name = "end_us")
    public long endUs;

    /** What was given up on it. */
    @Enumerated(EnumType.STRING)
    public Hurry hurry;

    @Enumerated(EnumType.STRING)
    public Urgency urgency;

    public int attempts;

    public @Nullable String worker;

    @Column(name = "queued_at")
    public Instant queuedAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    @Convert(converter = JsonColumns.Result.class)
    public @Nullable ChunkResult result;

    /** What it was encoded by, with a digest of its parameter sets; null for x264. */
    public @Nullable String encoder;

    /** What its encoding took so far, on one thread. */
    @Column(name = "encode_us")
    public long encodeUs;

    /** How much media there was for it when it was encoded; null where nobody stands by. */
    @Column(name = "media_us")
    public @Nullable Long mediaUs;

    /** Its first frame, where its track shows the device's own pictures; else null. */
    @Column(name = "first_frame")
    public @Nullable Long firstFrame;

    /** The frame behind its last, likewise. */
    @Column(name = "end_frame")
    public @Nullable Long endFrame;

    /** Its primary key. */
    public record Key(UUID publicationTrackId, int index) {}

    /** Changes the state by the table of the machine. */
    public void become(ChunkState next) {
        state = ChunkState.TRANSITIONS.require(state, next);
    }
}
