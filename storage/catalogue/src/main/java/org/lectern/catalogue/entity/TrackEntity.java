package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;

/** A track of a capture. */
@Entity
@Table(name = "track")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class TrackEntity {
    @Id
    public UUID id;

    @Column(name = "capture_id")
    public UUID captureId;

    @Column(name = "device_id")
    public UUID deviceId;

    public String name;

    @Enumerated(EnumType.STRING)
    public DeviceRole role;

    @Enumerated(EnumType.STRING)
    public @Nullable MediaKind kind;

    @Column(name = "known_entries")
    public int knownEntries;

    @Column(name = "known_until_us")
    public long knownUntilUs;

    @Column(name = "entry_count")
    public @Nullable Integer entryCount;

    @Convert(converter = JsonColumns.Format.class)
    @Column(name = "first_format")
    public @Nullable SourceFormat firstFormat;

    @Column(name = "first_us")
    public @Nullable Long firstUs;

    /** Media on the recorder's disk, uploaded or not; null if the recorder has not told. */
    @Column(name = "recorded_us")
    public @Nullable Long recordedUs;

    /** By how much its media may stand beside its true place, at worst; null if the recorder has not told. */
    @Column(name = "residual_us")
    public @Nullable Long residualUs;

    /** The agent that recorded it standing by; null for the room's own. */
    @Column(name = "standby_id")
    public @Nullable UUID standbyId;

    /** Whether the whole journal is known. */
    public boolean isWhole() {
        return entryCount != null && knownEntries >= entryCount;
    }
}
