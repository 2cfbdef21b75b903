package org.lectern.api.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.room.AgentInfo;

/** Finds the agent behind an {@code Authorization} header (RFC 6750). */
@ApplicationScoped
public class AgentKeys {
    private static final String BEARER = "Bearer ";

    private final AgentCatalogue agents;

    AgentKeys(AgentCatalogue agents) {
        this.agents = agents;
    }

    /** The agent; empty if the key is not known. */
    public Optional<AgentInfo> agent(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? agents.byKey(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
