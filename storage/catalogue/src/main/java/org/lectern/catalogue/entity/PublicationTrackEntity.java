package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.TrackPlan;

/** What a publication makes of a track. */
@Entity
@Table(name = "publication_track")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class PublicationTrackEntity {
    @Id
    public UUID id;

    @Column(name = "publication_id")
    public UUID publicationId;

    @Column(name = "track_id")
    public UUID trackId;

    public String name;

    @Convert(converter = JsonColumns.Plan.class)
    public TrackPlan plan;

    /** The renditions that its view offers, best first; none before there is something to play. */
    @Convert(converter = JsonColumns.Names.class)
    public List<String> offered = List.of();

    @Column(name = "planned_chunks")
    public int plannedChunks;

    /** What its pictures are planned to be encoded by, a {@code VideoEncoder} key; null for x264. */
    public @Nullable String encoder;

    /** Since when the next chunk waits for a recorder; null while it waits for nobody. */
    @Column(name = "waiting_since")
    public @Nullable Instant waitingSince;
}
