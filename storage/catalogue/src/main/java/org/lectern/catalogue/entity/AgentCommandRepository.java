package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries over agentcommands. */
@ApplicationScoped
public class AgentCommandRepository implements PanacheRepositoryBase<AgentCommandEntity, AgentCommandEntity.Key> {
    /** What an agent has not acknowledged, oldest first. */
    public List<AgentCommandEntity> waiting(UUID agentId) {
        return list("agentId = ?1 and acknowledgedAt is null order by sequence", agentId);
    }

    /** The next free sequence number of an agent, from 1. */
    public long next(UUID agentId) {
        return find("agentId = ?1 order by sequence desc", agentId)
                .firstResultOptional()
                .map(last -> last.sequence + 1)
                .orElse(1L);
    }
}
