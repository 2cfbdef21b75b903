package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** An agent that stands by for the one of a room. */
@Entity
@Table(name = "room_standby")
@IdClass(RoomStandbyEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RoomStandbyEntity {
    @Id
    @Column(name = "room_id")
    public UUID roomId;

    @Id
    @Column(name = "agent_id")
    public UUID agentId;

    /** From 1: of two that have the same stretch, the lower one's is used. */
    public int rank;

    /** Its primary key. */
    public record Key(UUID roomId, UUID agentId) {}
}
