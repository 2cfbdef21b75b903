package org.lectern.api.rehearsal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.lectern.api.agent.AgentPresence;
import org.lectern.catalogue.rehearsal.Rehearsals;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.ServerMessage;

/** Tells recorders to rehearse. */
@ApplicationScoped
class RehearsalCaller {
    private static final int SECONDS = 30;

    private final Rehearsals rehearsals;
    private final AgentPresence presence;

    RehearsalCaller(Rehearsals rehearsals, AgentPresence presence) {
        this.rehearsals = rehearsals;
        this.presence = presence;
    }

    boolean isOnline(UUID agentId) {
        return presence.isOnline(agentId);
    }

    /** Lets a room rehearse; a recorder that is away is what the rehearsal finds. */
    void call(UUID roomId) {
        Rehearsals.Begun begun = rehearsals.begin(roomId);
        if (presence.isOnline(begun.agentId())) {
            presence.send(begun.agentId(), new ServerMessage.Rehearse(begun.id(), begun.room(), SECONDS));
        } else {
            rehearsals.finish(
                    begun.agentId(),
                    begun.id(),
                    null,
                    new Problem(
                            ErrorCode.AGENT_OFFLINE,
                            "The recorder is not connected. Switch it on and check its network."));
        }
    }
}
