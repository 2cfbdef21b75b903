package org.lectern.catalogue.upload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CourseRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.UploadEntity;
import org.lectern.catalogue.entity.UploadPieceEntity;
import org.lectern.catalogue.entity.UploadPieceRepository;
import org.lectern.catalogue.entity.UploadRepository;
import org.lectern.catalogue.work.TaskAdder;
import org.lectern.catalogue.work.UploadRef;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.UploadState;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;

/**
 * Takes files that become lectures. A file is kept in pieces, each an object that the store has confirmed:
 * what was received survives any broken line and any restart, and any instance of the server takes the
 * next piece. Each call is one transaction.
 */
@ApplicationScoped
public class Uploads {
    private static final ObjectHeaders PIECE = new ObjectHeaders("application/octet-stream", null, null);
    private static final int MOST_LISTED = 100;

    private final UploadRepository uploads;
    private final UploadPieceRepository pieces;
    private final LectureRepository lectures;
    private final CourseRepository courses;
    private final UploadsConfig config;
    private final TaskAdder tasks;
    private final Clock clock;

    Uploads(
            UploadRepository uploads,
            UploadPieceRepository pieces,
            LectureRepository lectures,
            CourseRepository courses,
            UploadsConfig config,
            TaskAdder tasks,
            Clock clock) {
        this.uploads = uploads;
        this.pieces = pieces;
        this.lectures = lectures;
        this.courses = courses;
        this.config = config;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A file that is announced.
     *
     * @param title of the lecture; null for one made from the file's name
     * @param recordedAt null for now
     * @param role what its pictures show
     * @param published whether students see the lecture once it is there
     */
    public record Plan(
            String fileName,
            long bytes,
            @Nullable String title,
            @Nullable UUID courseId,
            @Nullable Instant recordedAt,
            DeviceRole role,
            boolean published,
            String createdBy) {}

    /** The largest file that is taken, in bytes. */
    public long largest() {
        return config.largest().asLongValue();
    }

    /**
     * Makes the lecture of a file that will be sent.
     *
     * @throws LecternException with {@code UPLOAD_TOO_LARGE}, {@code UPLOAD_QUOTA}, or {@code NOT_FOUND} if
     *     there is no such course
     */
    @Transactional
    public UploadInfo create(Plan plan) {
        if (plan.bytes() > largest()) {
            throw new LecternException(
                    ErrorCode.UPLOAD_TOO_LARGE,
                    "The file has %s; files up to %s are taken. Cut it, or ask an admin to raise the limit (LECTERN_UPLOAD_LARGEST)."
                            .formatted(size(plan.bytes()), size(largest())));
        }
        long left = config.quota().asLongValue() - uploads.promisedBytes();
        if (plan.bytes() > left) {
            throw new LecternException(
                    ErrorCode.UPLOAD_QUOTA,
                    "There is room for %s of uploaded files, and this one has %s. Remove files of lectures that are ready, or ask an admin to raise the limit (LECTERN_UPLOAD_QUOTA)."
                            .formatted(size(Math.max(0, left)), size(plan.bytes())));
        }
        if (plan.courseId() != null && courses.findById(plan.courseId()) == null) {
            throw new LecternException(ErrorCode.NOT_FOUND, "There is no such course.");
        }
        LectureEntity lecture = lecture(plan);
        lectures.persist(lecture);
        var upload = new UploadEntity();
        upload.id = UUID.randomUUID();
        upload.lectureId = lecture.id;
        upload.fileName = plan.fileName();
        upload.role = plan.role();
        upload.state = UploadState.RECEIVING;
        upload.bytes = plan.bytes();
        upload.notes = List.of();
        upload.createdBy = plan.createdBy();
        upload.createdAt = clock.instant();
        upload.updatedAt = upload.createdAt;
        uploads.persist(upload);
        received(upload);
        return info(upload);
    }

    private LectureEntity lecture(Plan plan) {
        Instant now = clock.instant();
        var lecture = new LectureEntity();
        lecture.id = UUID.randomUUID();
        lecture.courseId = plan.courseId();
        lecture.roomName = "Uploaded";
        lecture.title = plan.title() == null || plan.title().isBlank()
                ? plan.fileName().replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "")
                : plan.title().strip();
        lecture.state = LectureState.IMPORTING;
        lecture.published = plan.published();
        lecture.recordedAt = plan.recordedAt() == null ? now : plan.recordedAt();
        lecture.createdAt = now;
        return lecture;
    }

    /** The newest files. */
    @Transactional
    public List<UploadInfo> newest() {
        return uploads.newest(MOST_LISTED).stream().map(this::info).toList();
    }

    /**
     * One file.
     *
     * @throws LecternException with {@code NOT_FOUND}
     */
    @Transactional
    public UploadInfo get(UUID id) {
        return info(uploads.findByIdOptional(id).orElseThrow(Uploads::missing));
    }

    /**
     * Keeps the next bytes of a file; with the last ones, the reading is queued. They are in the store when
     * this returns.
     *
     * @param offset how much the sender thinks is there
     * @param bytes at least one
     * @throws LecternException with {@code CONFLICT} if something else is there, {@code INVALID_REQUEST} if
     *     it is more than was announced
     */
    @Transactional
    public UploadInfo append(UUID id, long offset, byte[] bytes, ObjectStore store) {
        UploadEntity upload = uploads.locked(id).orElseThrow(Uploads::missing);
        if (upload.received != offset) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "%d bytes are here; go on from there.".formatted(upload.received));
        }
        if (bytes.length > upload.bytes - offset) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "The file was announced with %d bytes; these are more.".formatted(upload.bytes));
        }
        if (bytes.length == 0) {
            return info(upload);
        }
        store.put(ObjectKeys.uploadPiece(id, upload.pieces), bytes, PIECE);
        var piece = new UploadPieceEntity();
        piece.uploadId = id;
        piece.number = upload.pieces++;
        piece.start = offset;
        piece.bytes = bytes.length;
        pieces.persist(piece);
        upload.received += bytes.length;
        upload.updatedAt = clock.instant();
        received(upload);
        return info(upload);
    }

    private void received(UploadEntity upload) {
        if (upload.state == UploadState.RECEIVING && upload.received == upload.bytes) {
            upload.become(UploadState.WAITING);
            tasks.importUpload(new UploadRef(upload.id), clock.instant());
        }
    }

    /**
     * Lets a worker read a file once more.
     *
     * @throws LecternException with {@code CONFLICT} if it has not failed
     */
    @Transactional
    public UploadInfo retry(UUID id) {
        UploadEntity upload = uploads.locked(id).orElseThrow(Uploads::missing);
        if (upload.state != UploadState.FAILED) {
            throw new LecternException(ErrorCode.CONFLICT, "Only a file that could not be read can be read again.");
        }
        upload.become(UploadState.WAITING);
        // What the last try made stays as it is, and is shown until this one has made something.
        upload.captureId = null;
        upload.problemCode = null;
        upload.problem = null;
        upload.notes = List.of();
        upload.bytesRead = 0;
        upload.importedUs = 0;
        upload.updatedAt = clock.instant();
        LectureEntity lecture = lectures.findById(upload.lectureId);
        if (lecture.state == LectureState.FAILED) {
            lecture.become(LectureState.IMPORTING);
        }
        tasks.importUpload(new UploadRef(upload.id), clock.instant());
        return info(upload);
    }

    /**
     * Forgets a file; what was made of it stays, and a lecture of which nothing was made goes with it.
     *
     * @return the objects that are to be removed from the store
     * @throws LecternException with {@code CONFLICT} while a worker reads it
     */
    @Transactional
    public List<String> delete(UUID id) {
        UploadEntity upload = uploads.locked(id).orElseThrow(Uploads::missing);
        if (upload.state == UploadState.WAITING || upload.state == UploadState.IMPORTING) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "The file is being read. Remove it when that is done, or has failed.");
        }
        return forget(upload);
    }

    /** Forgets files that nobody goes on sending; returns the objects that are to be removed. */
    @Transactional
    public List<String> deleteForgotten() {
        return uploads.forgotten(clock.instant().minus(config.forgottenAfter())).stream()
                .flatMap(upload -> forget(upload).stream())
                .toList();
    }

    private List<String> forget(UploadEntity upload) {
        List<String> objects = pieces.ofUpload(upload.id).stream()
                .map(piece -> ObjectKeys.uploadPiece(upload.id, piece.number))
                .toList();
        pieces.delete("uploadId", upload.id);
        uploads.delete(upload);
        LectureEntity lecture = lectures.findById(upload.lectureId);
        boolean empty = lecture.state == LectureState.IMPORTING || lecture.state == LectureState.FAILED;
        if (empty && uploads.count("lectureId = ?1 and id <> ?2", lecture.id, upload.id) == 0) {
            uploads.flush();
            lectures.delete(lecture);
        }
        return objects;
    }

    private UploadInfo info(UploadEntity upload) {
        return new UploadInfo(
                upload.id,
                upload.lectureId,
                lectures.findById(upload.lectureId).title,
                upload.fileName,
                upload.role,
                upload.state,
                upload.bytes,
                upload.received,
                upload.bytesRead,
                upload.importedUs / 1e6,
                upload.problemCode,
                upload.problem,
                upload.notes,
                upload.createdBy,
                upload.createdAt);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such upload.");
    }

    /** Bytes for people. */
    private static String size(long bytes) {
        return bytes >= 1_000_000_000
                ? "%.1f GB".formatted(bytes / 1e9)
                : bytes >= 1_000_000 ? "%.1f MB".formatted(bytes / 1e6) : bytes + " bytes";
    }
}
