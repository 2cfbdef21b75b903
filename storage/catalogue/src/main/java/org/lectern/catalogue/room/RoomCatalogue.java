package org.lectern.catalogue.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.AgentRepository;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.DeviceEntity;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.entity.RoomStandbyEntity;
import org.lectern.catalogue.entity.RoomStandbyRepository;
import org.lectern.model.CaptureState;
import org.lectern.model.DevicePolicy;
import org.lectern.model.DeviceRole;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Rooms and their devices. Each call is one transaction; what is missing is {@code NOT_FOUND}. */
@ApplicationScoped
public class RoomCatalogue {
    private final RoomRepository rooms;
    private final RoomStandbyRepository standbys;
    private final DeviceRepository devices;
    private final AgentRepository agents;
    private final CaptureRepository captures;
    private final Event<Changed> changed;
    private final Clock clock;
    private final DevicePolicy policy;

    RoomCatalogue(
            RoomRepository rooms,
            RoomStandbyRepository standbys,
            DeviceRepository devices,
            AgentRepository agents,
            CaptureRepository captures,
            Event<Changed> changed,
            Clock clock,
            DevicesConfig devicesConfig) {
        this.rooms = rooms;
        this.standbys = standbys;
        this.devices = devices;
        this.agents = agents;
        this.captures = captures;
        this.changed = changed;
        this.clock = clock;
        this.policy = devicesConfig.policy();
    }

    /** Fired when the rooms of an agent, or their devices, have changed; observe it after the transaction. */
    public record Changed(UUID agentId) {}

    /** All rooms, by name. */
    @Transactional
    public List<RoomInfo> all() {
        return rooms.byName().stream().map(this::info).toList();
    }

    /** One room. */
    @Transactional
    public RoomInfo get(UUID id) {
        return info(room(id));
    }

    /** Makes a room. */
    @Transactional
    public RoomInfo create(String name, @Nullable String site) {
        requireFree(name, null);
        var room = new RoomEntity();
        room.id = UUID.randomUUID();
        room.name = name.strip();
        room.site = site;
        room.createdAt = clock.instant();
        rooms.persist(room);
        return info(room);
    }

    /** Renames a room. */
    @Transactional
    public RoomInfo update(UUID id, String name, @Nullable String site) {
        RoomEntity room = room(id);
        requireFree(name, id);
        room.name = name.strip();
        room.site = site;
        tell(room);
        return info(room);
    }

    /** Removes a room and its devices; what was recorded in it stays. */
    @Transactional
    public void delete(UUID id) {
        RoomEntity room = room(id);
        requireIdle(room);
        List<UUID> recorders = standbys.recordersOf(room);
        rooms.delete(room);
        recorders.forEach(this::tell);
    }

    /**
     * Chooses who records a room; who stood by in it does not any more.
     *
     * @param agentId null for nobody
     */
    @Transactional
    public RoomInfo serve(UUID id, @Nullable UUID agentId) {
        RoomEntity room = room(id);
        requireIdle(room);
        if (agentId != null) {
            requireAgent(agentId);
            standbys.deleteById(new RoomStandbyEntity.Key(id, agentId));
        }
        UUID before = room.agentId;
        room.agentId = agentId;
        tell(before);
        tell(room);
        return info(room);
    }

    /**
     * Chooses who stands by in a room, the best first: they record what its own agent records, and stand
     * in where that has gaps.
     *
     * @throws LecternException with {@code INVALID_REQUEST} if one of them is the room's own agent
     */
    @Transactional
    public RoomInfo standBy(UUID id, List<UUID> agentIds) {
        RoomEntity room = room(id);
        requireIdle(room);
        agentIds.forEach(this::requireAgent);
        if (room.agentId != null && agentIds.contains(room.agentId)) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "This agent records %s already. Choose another one to stand by.".formatted(room.name));
        }
        List<UUID> before = standbys.ofRoom(id);
        standbys.replace(id, agentIds.stream().distinct().toList());
        before.stream().filter(agentId -> !agentIds.contains(agentId)).forEach(this::tell);
        tell(room);
        return info(room);
    }

    /** Adds a device to a room. */
    @Transactional
    public DeviceInfo addDevice(UUID roomId, String name, DeviceRole role, String url) {
        RoomEntity room = room(roomId);
        requireFreeDevice(roomId, name, null);
        var device = new DeviceEntity();
        device.id = UUID.randomUUID();
        device.roomId = roomId;
        device.name = name.strip();
        device.role = role;
        device.url = allowed(url);
        device.createdAt = clock.instant();
        devices.persist(device);
        tell(room);
        return info(device);
    }

    /**
     * Changes a device.
     *
     * @param url null to keep its address
     */
    @Transactional
    public DeviceInfo updateDevice(UUID id, String name, DeviceRole role, @Nullable String url) {
        DeviceEntity device = device(id);
        requireFreeDevice(device.roomId, name, id);
        device.name = name.strip();
        device.role = role;
        if (url != null && !url.isBlank()) {
            device.url = allowed(url);
        }
        tell(room(device.roomId));
        return info(device);
    }

    /** Removes a device; what it recorded stays. */
    @Transactional
    public void deleteDevice(UUID id) {
        DeviceEntity device = device(id);
        devices.delete(device);
        tell(room(device.roomId));
    }

    private void requireAgent(UUID agentId) {
        if (agents.findById(agentId) == null) {
            throw new LecternException(ErrorCode.NOT_FOUND, "There is no such agent.");
        }
    }

    private void tell(RoomEntity room) {
        standbys.recordersOf(room).forEach(this::tell);
    }

    private void tell(@Nullable UUID agentId) {
        if (agentId != null) {
            changed.fire(new Changed(agentId));
        }
    }

    private String allowed(String url) {
        DeviceUrl read = DeviceUrl.parse(url);
        policy.checkText(read);
        return read.secret();
    }

    private void requireFree(String name, @Nullable UUID except) {
        rooms.find("name", name.strip()).firstResultOptional().ifPresent(found -> {
            if (!found.id.equals(except)) {
                throw new LecternException(ErrorCode.CONFLICT, "There is a room of this name already.");
            }
        });
    }

    private void requireFreeDevice(UUID roomId, String name, @Nullable UUID except) {
        devices.ofRoom(roomId).stream()
                .filter(device -> device.name.equals(name.strip()) && !device.id.equals(except))
                .findFirst()
                .ifPresent(device -> {
                    throw new LecternException(
                            ErrorCode.CONFLICT, "There is a device of this name in the room already.");
                });
    }

    private void requireIdle(RoomEntity room) {
        if (captures.activeOf(room.id).isPresent()) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "%s is being recorded. Stop the capture first.".formatted(room.name));
        }
    }

    private RoomEntity room(UUID id) {
        return rooms.findByIdOptional(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such room."));
    }

    private DeviceEntity device(UUID id) {
        return devices.findByIdOptional(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such device."));
    }

    private RoomInfo info(RoomEntity room) {
        Optional<CaptureEntity> active = captures.activeOf(room.id);
        return new RoomInfo(
                room.id,
                room.name,
                room.site,
                room.agentId == null
                        ? null
                        : agents.findByIdOptional(room.agentId)
                                .map(AgentCatalogue::info)
                                .orElse(null),
                standbys.ofRoom(room.id).stream()
                        .flatMap(agentId -> agents.findByIdOptional(agentId).stream())
                        .map(AgentCatalogue::info)
                        .toList(),
                devices.ofRoom(room.id).stream().map(RoomCatalogue::info).toList(),
                active.map(capture -> capture.id).orElse(null),
                active.filter(capture -> capture.state == CaptureState.REQUESTED)
                        .map(capture -> capture.refusal)
                        .orElse(null));
    }

    private static DeviceInfo info(DeviceEntity device) {
        return new DeviceInfo(device.id, device.name, device.role, DeviceUrl.mask(device.url));
    }
}
