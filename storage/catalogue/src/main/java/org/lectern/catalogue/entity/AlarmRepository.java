package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over alarms. */
@ApplicationScoped
public class AlarmRepository implements PanacheRepositoryBase<AlarmEntity, UUID> {
    /** Those of all rooms that stand, newest first. */
    public List<AlarmEntity> standing() {
        return list("clearedAt is null order by raisedAt desc, id");
    }

    /** Those of one agent that stand. */
    public List<AlarmEntity> standing(UUID agentId) {
        return list("agentId = ?1 and clearedAt is null", agentId);
    }

    /** What was and what is, newest first. */
    public List<AlarmEntity> history(@Nullable UUID roomId, @Nullable UUID captureId, int most) {
        String order = " order by raisedAt desc, id";
        var found = captureId != null
                ? find("captureId = ?1" + order, captureId)
                : roomId != null ? find("roomId = ?1" + order, roomId) : find("1 = 1" + order);
        return found.page(0, most).list();
    }
}
