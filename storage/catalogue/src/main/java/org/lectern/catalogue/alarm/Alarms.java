package org.lectern.catalogue.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.AlarmEntity;
import org.lectern.catalogue.entity.AlarmRepository;
import org.lectern.catalogue.entity.DeviceEntity;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.model.AlarmKind;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;

/** Keeps the alarms of all rooms. Each call is one transaction; what changes is told in it. */
@ApplicationScoped
public class Alarms {
    private static final int MOST = 500;

    private final AlarmRepository alarms;
    private final RoomRepository rooms;
    private final DeviceRepository devices;
    private final AlarmTelling telling;
    private final EntityManager database;
    private final Clock clock;

    Alarms(
            AlarmRepository alarms,
            RoomRepository rooms,
            DeviceRepository devices,
            AlarmTelling telling,
            EntityManager database,
            Clock clock) {
        this.alarms = alarms;
        this.rooms = rooms;
        this.devices = devices;
        this.telling = telling;
        this.database = database;
        this.clock = clock;
    }

    private record Key(
            @Nullable UUID roomId,
            @Nullable UUID captureId,
            @Nullable UUID deviceId,
            AlarmKind kind) {}

    /** Makes the alarms that stand those that an agent tells. Which ends the alarm that it was lost. */
    @Transactional
    public void told(UUID agentId, List<AgentMessage.Alarm> standing) {
        List<RoomEntity> served = served(agentId);
        List<Key> wanted = new ArrayList<>();
        for (AgentMessage.Alarm alarm : standing) {
            if (alarm.deviceId() == null) {
                served.forEach(room -> {
                    wanted.add(new Key(room.id, null, null, alarm.kind()));
                    raise(agentId, room, null, null, alarm.kind(), alarm.text(), alarm.since());
                });
                continue;
            }
            DeviceEntity device = devices.findById(alarm.deviceId());
            RoomEntity room = device == null ? null : rooms.findById(device.roomId);
            if (room == null || served.stream().noneMatch(one -> one.id.equals(room.id))) {
                // Removed since, or not this agent's to speak of.
                continue;
            }
            wanted.add(new Key(room.id, alarm.captureId(), device.id, alarm.kind()));
            raise(agentId, room, alarm.captureId(), device, alarm.kind(), alarm.text(), alarm.since());
        }
        Set<Key> keep = new HashSet<>(wanted);
        for (AlarmEntity alarm : alarms.standing(agentId)) {
            if (!keep.contains(new Key(alarm.roomId, alarm.captureId, alarm.deviceId, alarm.kind))) {
                clear(alarm);
            }
        }
    }

    /** An agent is silent. What it told last still stands: nobody knows better. */
    @Transactional
    public void lost(UUID agentId, String agentName, Instant since) {
        for (RoomEntity room : served(agentId)) {
            String text =
                    "The recorder %s is out of reach. It goes on recording by itself; check its power and network."
                            .formatted(agentName);
            raise(agentId, room, null, null, AlarmKind.AGENT_LOST, text, since);
        }
    }

    /** The rooms that an agent records, as their own or standing by. */
    private List<RoomEntity> served(UUID agentId) {
        List<RoomEntity> served = new ArrayList<>(rooms.ofAgent(agentId));
        served.addAll(rooms.standbyOf(agentId));
        return served;
    }

    private void raise(
            UUID agentId,
            RoomEntity room,
            @Nullable UUID captureId,
            @Nullable DeviceEntity device,
            AlarmKind kind,
            String said,
            Instant since) {
        String text = agentId.equals(room.agentId) ? said : "The recorder that stands by: " + said;
        UUID id = UUID.randomUUID();
        int made = database.createNativeQuery("""
                        INSERT INTO alarm (id, agent_id, room_id, capture_id, device_id, kind, severity, device_name,
                            detail, raised_at)
                        VALUES (?1, ?2, ?3, CAST(?4 AS uuid), CAST(?5 AS uuid), ?6, ?7, CAST(?8 AS text), ?9, ?10)
                        ON CONFLICT DO NOTHING""")
                .setParameter(1, id)
                .setParameter(2, agentId)
                .setParameter(3, room.id)
                .setParameter(4, Objects.toString(captureId, null))
                .setParameter(5, device == null ? null : device.id.toString())
                .setParameter(6, kind.name())
                .setParameter(7, kind.severity().name())
                .setParameter(8, device == null ? null : device.name)
                .setParameter(9, text)
                .setParameter(10, since)
                .executeUpdate();
        if (made > 0) {
            telling.tell("raised", AlarmInfo.of(alarms.findById(id), room.name), clock.instant());
        }
    }

    private void clear(AlarmEntity alarm) {
        alarm.clearedAt = clock.instant();
        telling.tell("cleared", view(alarm), clock.instant());
    }

    /** Those that stand, newest first. */
    @Transactional
    public List<AlarmInfo> standing() {
        return alarms.standing().stream().map(this::view).toList();
    }

    /** What was and what is of a room, of a capture, or of all; newest first, at most 500. */
    @Transactional
    public List<AlarmInfo> history(@Nullable UUID roomId, @Nullable UUID captureId) {
        return alarms.history(roomId, captureId, MOST).stream().map(this::view).toList();
    }

    /**
     * Notes that somebody has taken note; the alarm stands until it has come right.
     *
     * @throws LecternException with {@code NOT_FOUND}
     */
    @Transactional
    public AlarmInfo acknowledge(UUID id, String user) {
        AlarmEntity alarm = alarms.findByIdOptional(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such alarm."));
        if (alarm.acknowledgedAt == null) {
            alarm.acknowledgedAt = clock.instant();
            alarm.acknowledgedBy = user;
        }
        return view(alarm);
    }

    private AlarmInfo view(AlarmEntity alarm) {
        RoomEntity room = alarm.roomId == null ? null : rooms.findById(alarm.roomId);
        return AlarmInfo.of(alarm, room == null ? null : room.name);
    }
}
