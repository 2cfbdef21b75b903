package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over the pieces of uploaded files. */
@ApplicationScoped
public class UploadPieceRepository implements PanacheRepositoryBase<UploadPieceEntity, UploadPieceEntity.Key> {
    /** In the order of the file. */
    public List<UploadPieceEntity> ofUpload(UUID uploadId) {
        return list("uploadId = ?1 order by number", uploadId);
    }
}
