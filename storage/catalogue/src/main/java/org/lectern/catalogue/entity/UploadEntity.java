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
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.UploadState;

/** A file that becomes a lecture. */
@Entity
@Table(name = "upload")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class UploadEntity {
    @Id
    public UUID id;

    @Column(name = "lecture_id")
    public UUID lectureId;

    /** What was made of it by the newest try to read it; null before the first. */
    @Column(name = "capture_id")
    public @Nullable UUID captureId;

    @Column(name = "file_name")
    public String fileName;

    /** What its pictures show. */
    @Enumerated(EnumType.STRING)
    public DeviceRole role;

    @Enumerated(EnumType.STRING)
    public UploadState state;

    public long bytes;

    public long received;

    public int pieces;

    @Column(name = "bytes_read")
    public long bytesRead;

    @Column(name = "imported_us")
    public long importedUs;

    @Enumerated(EnumType.STRING)
    @Column(name = "problem_code")
    public @Nullable ErrorCode problemCode;

    public @Nullable String problem;

    /** What of the file is not in the lecture, for people. */
    @Convert(converter = JsonColumns.Names.class)
    public List<String> notes;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** Changes the state by the table of the machine. */
    public void become(UploadState next) {
        state = UploadState.TRANSITIONS.require(state, next);
    }
}
