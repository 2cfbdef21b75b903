package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.DeviceRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.model.control.ServerMessage;

/** Starts, stops and shows captures. Each call is one transaction. */
@ApplicationScoped
public class Captures {
    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final RoomRepository rooms;
    private final DeviceRepository devices;
    private final CourseRepository courses;
    private final AgentCommands commands;
    private final CaptureDetails details;
    private final Clock clock;

    Captures(
            CaptureRepository captures,
            LectureRepository lectures,
            RoomRepository rooms,
            DeviceRepository devices,
            CourseRepository courses,
            AgentCommands commands,
            CaptureDetails details,
            Clock clock) {
        this.captures = captures;
        this.lectures = lectures;
        this.rooms = rooms;
        this.devices = devices;
        this.courses = courses;
        this.commands = commands;
        this.details = details;
        this.clock = clock;
    }

    /**
     * Makes a lecture and its capture, and tells the room's agent to begin.
     *
     * @param title null for one made from the room's name
     * @param courseId null for none
     * @throws LecternException if the room is not there ({@code NOT_FOUND}), has no agent or no device
     *     ({@code INVALID_REQUEST}), or is being recorded ({@code CONFLICT})
     */
    @Transactional
    public CaptureDetail start(UUID roomId, @Nullable String title, @Nullable UUID courseId) {
        RoomEntity room = rooms.locked(roomId).orElseThrow(() -> notFound("room"));
        List<DeviceConfig> roomDevices = devices.ofRoom(roomId).stream()
                .map(device -> new DeviceConfig(device.id, device.name, device.role, device.url))
                .toList();
        if (room.agentId == null) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "No recorder serves %s. An admin can choose one on the manage page.".formatted(room.name));
        }
        if (roomDevices.isEmpty()) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "%s has no devices. An admin can add them on the manage page.".formatted(room.name));
        }
        if (courseId != null && courses.findById(courseId) == null) {
            throw notFound("course");
        }
        if (captures.activeOf(roomId).isPresent()) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "%s is being recorded already. Stop that capture first.".formatted(room.name));
        }
        LectureEntity lecture = lecture(room, title, courseId);
        var capture = new CaptureEntity();
        capture.id = UUID.randomUUID();
        capture.lectureId = lecture.id;
        capture.roomId = roomId;
        capture.roomName = room.name;
        capture.agentId = room.agentId;
        capture.state = CaptureState.REQUESTED;
        capture.requestedAt = clock.instant();
        captures.persist(capture);
        commands.add(
                room.agentId,
                sequence -> new ServerMessage.Start(
                        sequence,
                        capture.id,
                        lecture.id,
                        lecture.title,
                        new RoomConfig(roomId, room.name, roomDevices)));
        return details.of(capture);
    }

    private LectureEntity lecture(RoomEntity room, @Nullable String title, @Nullable UUID courseId) {
        var lecture = new LectureEntity();
        lecture.id = UUID.randomUUID();
        lecture.courseId = courseId;
        lecture.roomName = room.name;
        lecture.title = title == null || title.isBlank() ? "Lecture in " + room.name : title.strip();
        lecture.state = LectureState.RECORDING;
        lecture.published = true;
        lecture.recordedAt = clock.instant();
        lecture.createdAt = clock.instant();
        lectures.persist(lecture);
        return lecture;
    }

    /**
     * Tells the agent to end a capture; does nothing if it has ended or was told.
     *
     * @throws LecternException with {@code NOT_FOUND}
     */
    @Transactional
    public CaptureDetail stop(UUID captureId) {
        CaptureEntity capture = captures.locked(captureId).orElseThrow(() -> notFound("capture"));
        if (capture.state == CaptureState.REQUESTED || capture.state == CaptureState.RECORDING) {
            capture.become(CaptureState.STOPPING);
            capture.stopRequestedAt = clock.instant();
            if (capture.agentId != null) {
                commands.add(capture.agentId, sequence -> new ServerMessage.Stop(sequence, captureId));
            }
        }
        return details.of(capture);
    }

    /** One capture. */
    @Transactional
    public CaptureDetail detail(UUID captureId) {
        return details.of(captures.findByIdOptional(captureId).orElseThrow(() -> notFound("capture")));
    }

    /** The captures that are not complete yet, oldest first. */
    @Transactional
    public List<CaptureDetail> open() {
        return captures.open().stream().map(details::of).toList();
    }

    /** The captures of a lecture, oldest first. */
    @Transactional
    public List<CaptureDetail> ofLecture(UUID lectureId) {
        return captures.ofLecture(lectureId).stream().map(details::of).toList();
    }

    private static LecternException notFound(String what) {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such %s.".formatted(what));
    }
}
