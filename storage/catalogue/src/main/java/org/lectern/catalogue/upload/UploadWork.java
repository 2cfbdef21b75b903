package org.lectern.catalogue.upload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.entity.UploadEntity;
import org.lectern.catalogue.entity.UploadPieceRepository;
import org.lectern.catalogue.entity.UploadRepository;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.UploadState;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.object.ObjectKeys;

/**
 * Hands uploaded files to workers and takes what they read as the tracks of a capture, as a recorder
 * reports them: in any order and twice. Each call is one transaction.
 */
@ApplicationScoped
public class UploadWork {
    private final UploadRepository uploads;
    private final UploadPieceRepository pieces;
    private final LectureRepository lectures;
    private final CaptureRepository captures;
    private final TrackRepository tracks;
    private final CaptureReports reports;
    private final Clock clock;

    UploadWork(
            UploadRepository uploads,
            UploadPieceRepository pieces,
            LectureRepository lectures,
            CaptureRepository captures,
            TrackRepository tracks,
            CaptureReports reports,
            Clock clock) {
        this.uploads = uploads;
        this.pieces = pieces;
        this.lectures = lectures;
        this.captures = captures;
        this.tracks = tracks;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Notes that a worker begins to read a file, and tells all that it needs. Empty if it is read already.
     *
     * @throws LecternException with {@code NOT_FOUND} if there is no such file any more
     */
    @Transactional
    public Optional<UploadJob> start(UUID uploadId) {
        UploadEntity upload = locked(uploadId);
        if (upload.state != UploadState.WAITING && upload.state != UploadState.IMPORTING) {
            return Optional.empty();
        }
        upload.become(UploadState.IMPORTING);
        upload.updatedAt = clock.instant();
        LectureEntity lecture = lectures.findById(upload.lectureId);
        CaptureEntity capture =
                upload.captureId == null ? capture(upload, lecture) : captures.findById(upload.captureId);
        return Optional.of(new UploadJob(
                upload.id,
                lecture.id,
                capture.id,
                upload.fileName,
                lecture.title,
                upload.role,
                lecture.recordedAt,
                upload.bytes,
                pieces.ofUpload(uploadId).stream()
                        .map(piece -> new UploadJob.Piece(
                                ObjectKeys.uploadPiece(uploadId, piece.number), piece.start, piece.bytes))
                        .toList()));
    }

    /** A capture without a room and without an agent. */
    private CaptureEntity capture(UploadEntity upload, LectureEntity lecture) {
        var capture = new CaptureEntity();
        capture.id = UUID.randomUUID();
        capture.lectureId = lecture.id;
        capture.roomName = lecture.roomName;
        capture.state = CaptureState.UPLOADING;
        capture.requestedAt = clock.instant();
        capture.untrusted = true;
        captures.persist(capture);
        captures.flush();
        upload.captureId = capture.id;
        return capture;
    }

    /**
     * Takes what a worker has read and stored.
     *
     * @param bytesRead how far the file is read
     * @return how many entries of each track are known now
     */
    @Transactional
    public CaptureReport.Accepted report(
            UploadJob job, List<CaptureReport.Track> tracks, long bytesRead, long importedUs) {
        UploadEntity upload = locked(job.uploadId());
        requireCurrent(upload, job);
        upload.bytesRead = bytesRead;
        upload.importedUs = importedUs;
        upload.updatedAt = clock.instant();
        return merge(job, tracks, false);
    }

    /** A track that is in the catalogue from an earlier try. */
    public record KnownTrack(MediaKind kind, int entries, long recordedUs) {}

    /** The tracks of a file that are in the catalogue. */
    @Transactional
    public List<KnownTrack> tracksOf(UploadJob job) {
        return tracks.ofCapture(job.captureId()).stream()
                .map(track -> new KnownTrack(
                        Objects.requireNonNull(track.kind),
                        track.knownEntries,
                        track.recordedUs == null ? 0 : track.recordedUs))
                .toList();
    }

    /**
     * Ends the reading.
     *
     * @param tracks all of them, with their number of entries
     * @param notes what of the file is not in the lecture
     * @param failure why it could not be read, or not to its end; null if it was
     */
    @Transactional
    public void finish(
            UploadJob job, List<CaptureReport.Track> tracks, List<String> notes, @Nullable LecternException failure) {
        UploadEntity upload = locked(job.uploadId());
        if (upload.state != UploadState.IMPORTING) {
            return;
        }
        requireCurrent(upload, job);
        merge(job, tracks, true);
        upload.notes = List.copyOf(notes);
        upload.problemCode = failure == null ? null : failure.code();
        upload.problem = failure == null ? null : failure.getMessage();
        upload.become(failure == null ? UploadState.DONE : UploadState.FAILED);
        upload.bytesRead = failure == null ? upload.bytes : upload.bytesRead;
        upload.updatedAt = clock.instant();
    }

    private CaptureReport.Accepted merge(UploadJob job, List<CaptureReport.Track> tracks, boolean closed) {
        return reports.merge(
                job.uploadId(),
                job.captureId(),
                new CaptureReport(
                        job.lectureId(),
                        job.uploadId(),
                        job.title(),
                        job.epoch(),
                        closed ? clock.instant() : null,
                        tracks));
    }

    /** Another worker, which came back late, may read it for a try that is over. */
    private static void requireCurrent(UploadEntity upload, UploadJob job) {
        if (!job.captureId().equals(upload.captureId)) {
            throw missing();
        }
    }

    private UploadEntity locked(UUID id) {
        return uploads.locked(id).orElseThrow(UploadWork::missing);
    }

    private static LecternException missing() {
        return new LecternException(ErrorCode.NOT_FOUND, "There is no such upload any more.");
    }
}
