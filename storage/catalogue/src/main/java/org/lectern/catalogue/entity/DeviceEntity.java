package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.lectern.model.DeviceRole;

/** A device of a room. */
@Entity
@Table(name = "device")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class DeviceEntity {
    @Id
    public UUID id;

    @Column(name = "room_id")
    public UUID roomId;

    public String name;

    @Enumerated(EnumType.STRING)
    public DeviceRole role;

    /** With its password. */
    @Convert(converter = SealedText.class)
    public String url;

    @Column(name = "created_at")
    public Instant createdAt;
}
