package org.lectern.api.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.catalogue.capture.Refusals;
import org.lectern.model.control.AgentMessage;

/**
 * Takes note of planned captures that agents cannot begin: told each second, brought into the books when
 * it is new and each half minute. Safe for all threads.
 */
@ApplicationScoped
class ToldRefusals {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Map<UUID, Noted> noted = new ConcurrentHashMap<>();
    private final Refusals refusals;
    private final Clock clock;

    ToldRefusals(Refusals refusals, Clock clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    private record Noted(AgentMessage.Problem problem, Instant at) {}

    void tell(UUID agentId, List<AgentMessage.Refusal> told) {
        Instant now = clock.instant();
        for (AgentMessage.Refusal refusal : told) {
            Noted before = noted.get(refusal.captureId());
            if (before == null
                    || !before.problem.equals(refusal.problem())
                    || before.at.plus(AGAIN).isBefore(now)) {
                refusals.told(agentId, refusal.captureId(), refusal.problem());
                noted.put(refusal.captureId(), new Noted(refusal.problem(), now));
                noted.values()
                        .removeIf(one -> one.at.plus(AGAIN.multipliedBy(4)).isBefore(now));
            }
        }
    }
}
