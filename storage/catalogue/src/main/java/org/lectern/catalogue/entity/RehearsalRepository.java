package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Queries over rehearsals. */
@ApplicationScoped
public class RehearsalRepository implements PanacheRepositoryBase<RehearsalEntity, UUID> {
    /** The newest of a room. */
    public Optional<RehearsalEntity> newest(UUID roomId) {
        return find("roomId = ?1 order by askedAt desc, id", roomId).firstResultOptional();
    }

    /** The newest of a room that was made, or is being made. */
    public Optional<RehearsalEntity> newestMade(UUID roomId) {
        return find("roomId = ?1 and not refused order by askedAt desc, id", roomId)
                .firstResultOptional();
    }

    /** Whether an agent was asked since then and has not answered. */
    public boolean isBusy(UUID agentId, Instant since) {
        return count("agentId = ?1 and finishedAt is null and askedAt > ?2", agentId, since) > 0;
    }
}
