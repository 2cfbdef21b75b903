package org.lectern.catalogue.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lectern.catalogue.entity.AgentEntity;
import org.lectern.catalogue.entity.AgentRepository;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.RoomConfig;

/**
 * The capture agents and their keys. A key is 256 random bits, so its plain SHA-256 is kept. Each call
 * is one transaction.
 */
@ApplicationScoped
public class AgentCatalogue {
    private static final int KEY_BYTES = 32;

    private final AgentRepository agents;
    private final RoomRepository rooms;
    private final DeviceRepository devices;
    private final Clock clock;

    AgentCatalogue(AgentRepository agents, RoomRepository rooms, DeviceRepository devices, Clock clock) {
        this.agents = agents;
        this.rooms = rooms;
        this.devices = devices;
        this.clock = clock;
    }

    /** A new agent with its key, which is told only now. */
    public record NewAgent(UUID id, String name, String key) {}

    /** All agents, by name. */
    @Transactional
    public List<AgentInfo> all() {
        return agents.list("order by name").stream().map(AgentCatalogue::info).toList();
    }

    /**
     * Makes an agent.
     *
     * @throws LecternException with {@code CONFLICT} if the name is taken
     */
    @Transactional
    public NewAgent create(String name) {
        if (agents.byName(name).isPresent()) {
            throw new LecternException(ErrorCode.CONFLICT, "There is an agent of this name already.");
        }
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new NewAgent(insert(name, key).id, name, key);
    }

    /** Sees to it that there is an agent of this name with this key. */
    @Transactional
    public void ensure(String name, String key) {
        agents.byName(name).ifPresentOrElse(agent -> agent.keySha256 = sha256(key), () -> insert(name, key));
    }

    private AgentEntity insert(String name, String key) {
        var agent = new AgentEntity();
        agent.id = UUID.randomUUID();
        agent.name = name;
        agent.keySha256 = sha256(key);
        agent.createdAt = clock.instant();
        agents.persist(agent);
        return agent;
    }

    /** Removes an agent; its rooms have none then. Does nothing if it is not there. */
    @Transactional
    public void delete(UUID id) {
        agents.deleteById(id);
    }

    /** The agent with this key. */
    @Transactional
    public Optional<AgentInfo> byKey(String key) {
        return agents.byKeySha256(sha256(key)).map(AgentCatalogue::info);
    }

    /** Notes that an agent was heard of. */
    @Transactional
    public void seen(UUID id, Instant at) {
        agents.update("lastSeenAt = ?1 where id = ?2", at, id);
    }

    /** What an agent must know of the rooms that it serves, then of those in which it stands by. */
    @Transactional
    public List<RoomConfig> roomsOf(UUID agentId) {
        return Stream.concat(rooms.ofAgent(agentId).stream(), rooms.standbyOf(agentId).stream())
                .map(room -> devices.configFor(agentId, room))
                .toList();
    }

    static AgentInfo info(AgentEntity agent) {
        return new AgentInfo(agent.id, agent.name, agent.lastSeenAt);
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
