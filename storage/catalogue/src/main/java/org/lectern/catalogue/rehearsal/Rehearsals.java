package org.lectern.catalogue.rehearsal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.RehearsalEntity;
import org.lectern.catalogue.entity.RehearsalRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.RehearsalVerdict;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.RehearsalReport;
import org.lectern.model.control.RoomConfig;

/** The rooms' rehearsals. Each call is one transaction. */
@ApplicationScoped
public class Rehearsals {
    /** A recorder that has told nothing by then will not. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final RehearsalRepository rehearsals;
    private final RoomRepository rooms;
    private final CaptureRepository captures;
    private final AgentCatalogue agents;
    private final Clock clock;

    Rehearsals(
            RehearsalRepository rehearsals,
            RoomRepository rooms,
            CaptureRepository captures,
            AgentCatalogue agents,
            Clock clock) {
        this.rehearsals = rehearsals;
        this.rooms = rooms;
        this.captures = captures;
        this.agents = agents;
        this.clock = clock;
    }

    /** What an agent is to rehearse. */
    public record Begun(UUID id, UUID agentId, RoomConfig room) {}

    /**
     * Notes that a room is to rehearse.
     *
     * @throws LecternException with {@code NOT_FOUND}, {@code INVALID_REQUEST} if no recorder serves it,
     *     or {@code CONFLICT} while it records or rehearses
     */
    @Transactional
    public Begun begin(UUID roomId) {
        RoomEntity room = rooms.findByIdOptional(roomId)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such room."));
        UUID agentId = room.agentId;
        if (agentId == null) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST, "No recorder serves %s. Choose one in Manage.".formatted(room.name));
        }
        if (captures.activeOf(roomId).isPresent()) {
            throw new LecternException(ErrorCode.CONFLICT, "%s is being recorded.".formatted(room.name));
        }
        rehearsals.newest(roomId).filter(this::isRunning).ifPresent(running -> {
            throw new LecternException(ErrorCode.CONFLICT, "%s rehearses already.".formatted(room.name));
        });
        if (rehearsals.isBusy(agentId, clock.instant().minus(LONGEST))) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "The recorder rehearses another room. Try again in a minute.");
        }
        var rehearsal = new RehearsalEntity();
        rehearsal.id = UUID.randomUUID();
        rehearsal.roomId = roomId;
        rehearsal.agentId = agentId;
        rehearsal.askedAt = clock.instant();
        rehearsal.findings = List.of();
        rehearsals.persist(rehearsal);
        return new Begun(rehearsal.id, agentId, config(agentId, roomId));
    }

    private RoomConfig config(UUID agentId, UUID roomId) {
        return agents.roomsOf(agentId).stream()
                .filter(room -> room.id().equals(roomId))
                .findFirst()
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such room."));
    }

    /**
     * Judges what an agent reports; does nothing if it was not asked, or has reported before.
     *
     * @param report null if the problem says why there is none
     */
    @Transactional
    public void finish(UUID agentId, UUID id, @Nullable RehearsalReport report, @Nullable Problem problem) {
        RehearsalEntity rehearsal = rehearsals.findById(id);
        if (rehearsal == null || !rehearsal.agentId.equals(agentId) || rehearsal.finishedAt != null) {
            return;
        }
        Instant now = clock.instant();
        rehearsal.finishedAt = now;
        rehearsal.findings = report != null
                ? RehearsalJudge.judge(config(agentId, rehearsal.roomId).devices(), report, now)
                : List.of(new Finding(
                        problem != null && problem.code() == ErrorCode.CONFLICT
                                ? RehearsalVerdict.DOUBTFUL
                                : RehearsalVerdict.FAILS,
                        null,
                        problem == null ? "The recorder told nothing." : problem.detail()));
        rehearsal.verdict = RehearsalJudge.verdict(rehearsal.findings);
    }

    /** When a room was asked last; null if never. */
    @Transactional
    public @Nullable Instant lastAsked(UUID roomId) {
        return rehearsals.newest(roomId).map(rehearsal -> rehearsal.askedAt).orElse(null);
    }

    /** The newest rehearsal of each room, worst first; those that run come last. */
    @Transactional
    public List<Rehearsal> newest() {
        return rooms.byName().stream()
                .flatMap(room -> rehearsals.newest(room.id).map(one -> view(one, room.name)).stream())
                .sorted(Comparator.comparing(
                        Rehearsal::verdict, Comparator.nullsLast(Comparator.<RehearsalVerdict>naturalOrder())))
                .toList();
    }

    private boolean isRunning(RehearsalEntity rehearsal) {
        return rehearsal.finishedAt == null && rehearsal.askedAt.plus(LONGEST).isAfter(clock.instant());
    }

    private Rehearsal view(RehearsalEntity rehearsal, String room) {
        boolean silent = rehearsal.finishedAt == null && !isRunning(rehearsal);
        return new Rehearsal(
                rehearsal.id,
                rehearsal.roomId,
                room,
                rehearsal.askedAt,
                rehearsal.finishedAt,
                silent ? RehearsalVerdict.FAILS : rehearsal.verdict,
                silent
                        ? List.of(new Finding(
                                RehearsalVerdict.FAILS,
                                null,
                                "The recorder did not answer. Check that it is switched on and connected."))
                        : rehearsal.findings);
    }
}
