package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A piece of an uploaded file: one object in the store. */
@Entity
@Table(name = "upload_piece")
@IdClass(UploadPieceEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class UploadPieceEntity {
    @Id
    @Column(name = "upload_id")
    public UUID uploadId;

    @Id
    public int number;

    /** Where in the file it begins. */
    public long start;

    public int bytes;

    /** Its primary key. */
    public record Key(UUID uploadId, int number) {}
}
