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
import org.lectern.catalogue.work.PublishedView;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.PublicationState;
import org.lectern.model.plan.Grid;

/** A publication. */
@Entity
@Table(name = "publication")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class PublicationEntity {
    @Id
    public UUID id;

    @Column(name = "lecture_id")
    public UUID lectureId;

    @Column(name = "capture_id")
    public UUID captureId;

    public int version;

    @Enumerated(EnumType.STRING)
    public PublicationState state;

    /** How its chunks are queued while its capture is fresh. */
    @Enumerated(EnumType.STRING)
    public Urgency urgency = Urgency.LIVE;

    /** What was known to be spoken when it was begun, BCP 47: it stands in its media. */
    public @Nullable String language;

    @Column(name = "origin_us")
    public long originUs;

    @Column(name = "segment_us")
    public long segmentUs;

    @Column(name = "chunk_segments")
    public int chunkSegments;

    @Column(name = "total_us")
    public @Nullable Long totalUs;

    @Convert(converter = JsonColumns.Views.class)
    public List<PublishedView> views;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "closed_at")
    public @Nullable Instant closedAt;

    /** Changes the state by the table of the machine. */
    public void become(PublicationState next) {
        state = PublicationState.TRANSITIONS.require(state, next);
    }

    /** Where its segments and chunks begin. */
    public Grid grid() {
        return new Grid(segmentUs, chunkSegments);
    }
}
