package org.lectern.api.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.catalogue.capture.Beginnings;

/** Takes note of captures that agents began by themselves; asks the catalogue once for each. Safe for all threads. */
@ApplicationScoped
class BegunCaptures {
    /** Far more than run at once: who forgets them asks again, which changes nothing. */
    private static final int REMEMBERED = 10_000;

    private final Set<UUID> known = ConcurrentHashMap.newKeySet();
    private final Beginnings beginnings;

    BegunCaptures(Beginnings beginnings) {
        this.beginnings = beginnings;
    }

    void tell(UUID agentId, Collection<UUID> captureIds) {
        for (UUID captureId : captureIds) {
            if (!known.contains(captureId)) {
                beginnings.noticed(agentId, captureId);
                if (known.size() >= REMEMBERED) {
                    known.clear();
                }
                known.add(captureId);
            }
        }
    }
}
