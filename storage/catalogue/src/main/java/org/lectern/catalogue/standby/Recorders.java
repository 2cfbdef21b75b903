package org.lectern.catalogue.standby;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.CaptureRecorderRepository;
import org.lectern.catalogue.entity.RoomStandbyRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.CaptureReport;

/**
 * Who records a capture: one agent, of which nothing is noted here, or the room's own with those that
 * stand by for it. Works in the caller's transaction.
 */
@ApplicationScoped
public class Recorders {
    private final CaptureRecorderRepository recorders;
    private final RoomStandbyRepository standbys;
    private final StandbyConfig config;
    private final Clock clock;

    Recorders(CaptureRecorderRepository recorders, RoomStandbyRepository standbys, StandbyConfig config, Clock clock) {
        this.recorders = recorders;
        this.standbys = standbys;
        this.config = config;
        this.clock = clock;
    }

    /** Those of a capture, the room's own first; none where nobody stands by. */
    public List<CaptureRecorderEntity> of(UUID captureId) {
        return recorders.ofCapture(captureId);
    }

    /** The captures with several recorders for which time alone may decide something. */
    public List<UUID> inMotion() {
        return recorders.inMotion();
    }

    /** Notes who stands by for a capture that was just made and persisted. */
    public void assign(CaptureEntity capture) {
        List<UUID> standingBy = capture.roomId == null ? List.of() : standbys.ofRoom(capture.roomId);
        if (standingBy.isEmpty()) {
            return;
        }
        if (capture.agentId != null) {
            note(capture.id, capture.agentId, 0);
        }
        for (UUID agentId : standingBy) {
            if (!agentId.equals(capture.agentId)) {
                note(capture.id, agentId, standingBy.indexOf(agentId) + 1);
            }
        }
        recorders.flush();
    }

    private CaptureRecorderEntity note(UUID captureId, UUID agentId, int rank) {
        return recorders.of(captureId, agentId).orElseGet(() -> {
            var row = new CaptureRecorderEntity();
            row.captureId = captureId;
            row.agentId = agentId;
            row.rank = rank;
            row.heardAt = clock.instant();
            recorders.persist(row);
            return row;
        });
    }

    /** Every agent that is to be told of a capture, the room's own first. */
    public List<UUID> told(CaptureEntity capture) {
        List<UUID> agents = new ArrayList<>();
        if (capture.agentId != null) {
            agents.add(capture.agentId);
        }
        of(capture.id).stream()
                .map(row -> row.agentId)
                .filter(agentId -> !agents.contains(agentId))
                .forEach(agents::add);
        return agents;
    }

    /**
     * The recorder that a report comes from; null where nobody stands by.
     *
     * @throws LecternException with {@code FORBIDDEN} if the agent is none of the capture's
     */
    public @Nullable CaptureRecorderEntity reporting(CaptureEntity capture, UUID agentId, CaptureReport report) {
        Optional<CaptureRecorderEntity> known = recorders.of(capture.id, agentId);
        if (!report.standby()) {
            if (capture.agentId != null && !capture.agentId.equals(agentId)) {
                throw new LecternException(ErrorCode.FORBIDDEN, "Another agent records this capture.");
            }
            return known.orElse(null);
        }
        if (known.isEmpty() && standbys.standsBy(agentId, report.roomId())) {
            // It was named while the capture ran.
            assign(capture);
            known = recorders.of(capture.id, agentId);
        }
        return known.orElseThrow(
                () -> new LecternException(ErrorCode.FORBIDDEN, "This agent does not stand by for this capture."));
    }

    /** Notes that an agent would not begin; whether somebody else records all the same. */
    public boolean refused(CaptureEntity capture, UUID agentId) {
        recorders.of(capture.id, agentId).ifPresent(row -> row.refused = true);
        return !agentId.equals(capture.agentId);
    }

    /**
     * Whether more is to be expected of a recorder soon.
     *
     * @param whole whether it has told all
     * @param waitingSince since when somebody waits for it; null if nobody does
     */
    public boolean isAwaited(CaptureRecorderEntity recorder, boolean whole, @Nullable Instant waitingSince) {
        Instant now = clock.instant();
        return !whole
                && !recorder.refused
                && now.isBefore(recorder.heardAt.plus(config.silence()))
                && (waitingSince == null || now.isBefore(waitingSince.plus(config.longest())));
    }

    /** Since when the end of a capture waits: the first recorder has told its end. Null if none has. */
    public static @Nullable Instant endingSince(List<CaptureRecorderEntity> rows) {
        return rows.stream()
                .map(row -> row.toldAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
