package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.model.PublicationState;

/** Queries over publicationtracks. */
@ApplicationScoped
public class PublicationTrackRepository implements PanacheRepositoryBase<PublicationTrackEntity, UUID> {
    public List<PublicationTrackEntity> ofPublication(UUID publicationId) {
        return list("publicationId = ?1 order by name", publicationId);
    }

    /** What a publication makes of a track of its capture. */
    public Optional<PublicationTrackEntity> ofTrack(UUID publicationId, UUID trackId) {
        return find("publicationId = ?1 and trackId = ?2", publicationId, trackId)
                .firstResultOptional();
    }

    /** The tracks of a publication that are planned for another encoder than x264. */
    public List<PublicationTrackEntity> ofOtherEncoders(UUID publicationId) {
        return list("publicationId = ?1 and encoder is not null order by name", publicationId);
    }

    /** How many tracks of running lectures are planned for an encoder. */
    public long running(String encoder) {
        return count(
                "encoder = ?1 and publicationId in (select p.id from PublicationEntity p where p.state = ?2)",
                encoder,
                PublicationState.LIVE);
    }

    /** The row, locked until the transaction ends. */
    public Optional<PublicationTrackEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }
}
