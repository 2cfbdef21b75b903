package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** Queries over agents. */
@ApplicationScoped
public class AgentRepository implements PanacheRepositoryBase<AgentEntity, UUID> {
    public Optional<AgentEntity> byKeySha256(String keySha256) {
        return find("keySha256", keySha256).firstResultOptional();
    }

    public Optional<AgentEntity> byName(String name) {
        return find("name", name).firstResultOptional();
    }

    /** The row, locked until the transaction ends. */
    public Optional<AgentEntity> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }
}
