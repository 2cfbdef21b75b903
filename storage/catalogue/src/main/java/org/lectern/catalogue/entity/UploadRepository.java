package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.UploadState;

/** Queries over uploaded files. */
@ApplicationScoped
public class UploadRepository implements PanacheRepositoryBase<UploadEntity, UUID> {
    /** The row, locked until the transaction ends: pieces are taken in turn. */
    public Optional<UploadEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    public List<UploadEntity> newest(int limit) {
        return find("order by createdAt desc, id").range(0, limit - 1).list();
    }

    /** What the files take in the store, or will once they are there. */
    public long promisedBytes() {
        return getEntityManager()
                .createQuery("select coalesce(sum(u.bytes), 0) from UploadEntity u", Long.class)
                .getSingleResult();
    }

    /** Those nobody has sent anything of since a time. */
    public List<UploadEntity> forgotten(java.time.Instant since) {
        return list("state = ?1 and updatedAt < ?2", UploadState.RECEIVING, since);
    }
}
