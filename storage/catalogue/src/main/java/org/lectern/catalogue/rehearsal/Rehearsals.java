package org.lectern.catalogue.rehearsal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.RehearsalEntity;
import org.lectern.catalogue.entity.RehearsalRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.room.AgentCatalogue;
import org.lectern.catalogue.schedule.RoomSchedule;
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

    /** A rehearsal takes half a minute, and the devices another half to be free again. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private final RehearsalRepository rehearsals;
    private final RoomRepository rooms;
    private final CaptureRepository captures;
    private final AgentCatalogue agents;
    private final RoomSchedule schedule;
    private final Clock clock;

    Rehearsals(
            RehearsalRepository rehearsals,
            RoomRepository rooms,
            CaptureRepository captures,
            AgentCatalogue agents,
            RoomSchedule schedule,
            Clock clock) {
        this.rehearsals = rehearsals;
        this.rooms = rooms;
        this.captures = captures;
        this.agents = agents;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** What an agent is to rehearse. */
    public record Begun(UUID id, UUID agentId, RoomConfig room) {}

    /**
     * Notes that a room is to rehearse.
     *
     * @throws LecternException with {@code NOT_FOUND}, {@code INVALID_REQUEST} if no recorder serves it,
     *     or {@code CONFLICT} while it records or rehearses, or is about to record
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
        Instant now = clock.instant();
        schedule.entries(roomId, now, now.plus(SOON)).stream()
                .filter(entry -> entry.capture() == null)
                .findFirst()
                .ifPresent(entry -> {
                    throw new LecternException(
                            ErrorCode.CONFLICT,
                            "%s is about to be recorded here. Rehearse after it.".formatted(entry.title()));
                });
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
        rehearsal.away = problem != null && problem.code() == ErrorCode.AGENT_OFFLINE;
        rehearsal.refused = report == null && problem != null && problem.code() == ErrorCode.CONFLICT;
        rehearsal.findings = report != null
                ? RehearsalJudge.judge(config(agentId, rehearsal.roomId).devices(), report, now)
                : List.of(new Finding(
                        rehearsal.refused ? RehearsalVerdict.DOUBTFUL : RehearsalVerdict.FAILS,
                        null,
                        problem == null ? "The recorder told nothing." : problem.detail()));
        rehearsal.verdict = RehearsalJudge.verdict(rehearsal.findings);
    }

    /** When a room was asked last and did not refuse; null if never. */
    @Transactional
    public @Nullable Instant lastAsked(UUID roomId) {
        return rehearsals.newestMade(roomId).map(rehearsal -> rehearsal.askedAt).orElse(null);
    }

    /** Whether a room failed last because its recorder was away. */
    @Transactional
    public boolean wasAway(UUID roomId) {
        return rehearsals.newestMade(roomId).map(rehearsal -> rehearsal.away).orElse(false);
    }

    /** The newest rehearsal of each room, worst first; those that run come last. */
    @Transactional
    public List<Rehearsal> newest() {
        return rooms.byName().stream()
                .flatMap(room -> newest(room).stream())
                .sorted(Comparator.comparing(
                        Rehearsal::verdict, Comparator.nullsLast(Comparator.<RehearsalVerdict>naturalOrder())))
                .toList();
    }

    /** What was found last; why it was not found anew is told beside it. */
    private Optional<Rehearsal> newest(RoomEntity room) {
        Optional<RehearsalEntity> last = rehearsals.newest(room.id);
        Optional<RehearsalEntity> made = rehearsals.newestMade(room.id);
        String refusal = last.filter(one -> one.refused && made.isPresent())
                .map(one -> one.findings.getFirst().text())
                .orElse(null);
        return made.or(() -> last).map(one -> view(one, room.name, refusal));
    }

    private boolean isRunning(RehearsalEntity rehearsal) {
        return rehearsal.finishedAt == null && rehearsal.askedAt.plus(LONGEST).isAfter(clock.instant());
    }

    private Rehearsal view(RehearsalEntity rehearsal, String room, @Nullable String refusal) {
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
                        : rehearsal.findings,
                refusal);
    }
}
