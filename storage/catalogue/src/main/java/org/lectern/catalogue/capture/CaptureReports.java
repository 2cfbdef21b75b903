package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.completeness.Completeness;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRecorderEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.LectureEntity;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.RoomEntity;
import org.lectern.catalogue.entity.RoomRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.catalogue.entity.TrackEntryEntity;
import org.lectern.catalogue.entity.TrackEntryRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Recorders;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.LectureState;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;

/**
 * Merges what agents report of captures: in any order, twice, or days late. The first that is told of an
 * entry stays; nothing is overwritten.
 */
@ApplicationScoped
public class CaptureReports {
    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final RoomRepository rooms;
    private final Beginnings beginnings;
    private final TrackRepository tracks;
    private final TrackEntryRepository entries;
    private final Recorders recorders;
    private final Settling settling;
    private final PublicationPlanning planning;
    private final Completeness completeness;
    private final Clock clock;

    CaptureReports(
            CaptureRepository captures,
            LectureRepository lectures,
            RoomRepository rooms,
            Beginnings beginnings,
            TrackRepository tracks,
            TrackEntryRepository entries,
            Recorders recorders,
            Settling settling,
            PublicationPlanning planning,
            Completeness completeness,
            Clock clock) {
        this.captures = captures;
        this.lectures = lectures;
        this.rooms = rooms;
        this.beginnings = beginnings;
        this.tracks = tracks;
        this.entries = entries;
        this.recorders = recorders;
        this.settling = settling;
        this.planning = planning;
        this.completeness = completeness;
        this.clock = clock;
    }

    /**
     * Merges a report in one transaction, and queues the chunks that it makes ready.
     *
     * @param agentId who reports
     * @return how far each reported track is known now
     * <p>Where several agents record, each has an epoch of its own. What it tells is moved by what its
     * epoch is later than the capture's, by their wall times: both clocks follow NTP.
     *
     * @throws LecternException with {@code FORBIDDEN} if another agent records this capture
     */
    @Transactional
    public CaptureReport.Accepted merge(UUID agentId, UUID captureId, CaptureReport report) {
        CaptureEntity capture = captures.locked(captureId)
                .or(() -> beginnings.begin(agentId, captureId, report.epoch()))
                .orElseGet(() -> adopt(agentId, captureId, report));
        CaptureRecorderEntity recorder = recorders.reporting(capture, agentId, report);
        Instant epoch = capture.epoch;
        if (epoch == null) {
            epoch = capture.epoch = report.epoch();
        }
        long laterUs = recorder == null ? 0 : epoch.until(report.epoch(), ChronoUnit.MICROS);
        if (capture.state == CaptureState.REQUESTED || capture.state == CaptureState.FAILED) {
            begun(capture);
        }
        List<CaptureReport.Known> known = new ArrayList<>();
        for (CaptureReport.Track reported : report.tracks()) {
            TrackEntity track = merge(captureId, reported, report.standby() ? agentId : null);
            if (take(track, reported, laterUs) && recorder != null) {
                recorder.heardAt = clock.instant();
                recorder.late = true;
            }
            known.add(new CaptureReport.Known(track.id, track.knownEntries));
        }
        if (recorder != null && report.closedAt() != null && recorder.closedAt == null) {
            recorder.closedAt = report.closedAt();
            recorder.toldAt = clock.instant();
            recorder.heardAt = clock.instant();
        }
        if (report.closedAt() != null && capture.stoppedAt == null && !report.standby()) {
            capture.stoppedAt = report.closedAt();
        }
        advance(capture);
        return new CaptureReport.Accepted(known);
    }

    /** The captures that several agents record and for which {@link #look} may do something. */
    @Transactional
    public List<UUID> inMotion() {
        return recorders.inMotion();
    }

    /** Carries on a capture for which one recorder waits for another: time may have decided. Idempotent. */
    @Transactional
    public void look(UUID captureId) {
        captures.locked(captureId).filter(capture -> capture.epoch != null).ifPresent(this::advance);
    }

    private void advance(CaptureEntity capture) {
        complete(capture);
        planning.advance(capture);
    }

    /** Whatever was thought of it, it is being recorded. */
    private void begun(CaptureEntity capture) {
        capture.become(CaptureState.RECORDING);
        capture.tryAgainAt = null;
        LectureEntity lecture = lectures.findById(capture.lectureId);
        if (lecture != null && lecture.state == LectureState.FAILED) {
            lecture.become(LectureState.RECORDING);
        }
        completeness.judgeBeginning(capture);
    }

    /** A capture that the agent began by itself, and that is not planned any more. */
    private CaptureEntity adopt(UUID agentId, UUID captureId, CaptureReport report) {
        RoomEntity room = rooms.findById(report.roomId());
        String roomName = room == null ? "Unknown room" : room.name;
        if (lectures.findById(report.lectureId()) == null) {
            var lecture = new LectureEntity();
            lecture.id = report.lectureId();
            lecture.roomName = roomName;
            lecture.title = report.title();
            lecture.state = LectureState.RECORDING;
            lecture.published = true;
            lecture.recordedAt = report.epoch();
            lecture.createdAt = clock.instant();
            lectures.persist(lecture);
        }
        var capture = new CaptureEntity();
        capture.id = captureId;
        capture.lectureId = report.lectureId();
        capture.roomId = room == null ? null : room.id;
        capture.roomName = roomName;
        capture.agentId = !report.standby() ? agentId : room == null ? null : room.agentId;
        capture.state = CaptureState.RECORDING;
        capture.epoch = report.epoch();
        capture.requestedAt = report.epoch();
        captures.persist(capture);
        recorders.assign(capture);
        return capture;
    }

    private TrackEntity merge(UUID captureId, CaptureReport.Track reported, @Nullable UUID standbyId) {
        TrackEntity track = tracks.findById(reported.trackId());
        if (track == null) {
            track = new TrackEntity();
            track.id = reported.trackId();
            track.captureId = captureId;
            track.deviceId = reported.deviceId();
            track.name = reported.name();
            track.role = reported.role();
            track.standbyId = standbyId;
            tracks.persist(track);
        } else if (!track.captureId.equals(captureId)) {
            throw new LecternException(ErrorCode.CONFLICT, "Track %s is of another capture.".formatted(track.id));
        }
        if (track.kind == null) {
            track.kind = reported.kind();
        }
        if (track.entryCount == null) {
            track.entryCount = reported.entryCount();
        }
        if (track.recordedUs == null || track.recordedUs < reported.recordedUs()) {
            track.recordedUs = reported.recordedUs();
        }
        if (track.residualUs == null || track.residualUs < reported.residualUs()) {
            track.residualUs = reported.residualUs();
        }
        return track;
    }

    /** Takes what is new; whether anything was. */
    private boolean take(TrackEntity track, CaptureReport.Track reported, long laterUs) {
        boolean news = false;
        for (TrackEntry entry : reported.entries()) {
            if (entry.sequence() >= track.knownEntries && !entries.knows(track.id, entry.sequence())) {
                entries.persist(row(track.id, laterUs == 0 ? entry : entry.moved(laterUs)));
                news = true;
            }
        }
        entries.flush();
        extend(track);
        return news;
    }

    private static TrackEntryEntity row(UUID trackId, TrackEntry entry) {
        var row = new TrackEntryEntity();
        row.trackId = trackId;
        row.sequence = entry.sequence();
        row.startUs = entry.startUs();
        row.endUs = entry.endUs();
        row.segment = entry instanceof TrackEntry.Segment;
        row.entry = entry;
        return row;
    }

    /** Moves the end of what is known without a hole. */
    private void extend(TrackEntity track) {
        for (TrackEntryEntity row : entries.from(track.id, track.knownEntries)) {
            if (row.sequence != track.knownEntries) {
                return;
            }
            track.knownUntilUs = track.knownEntries == 0 ? row.endUs : Math.max(track.knownUntilUs, row.endUs);
            track.knownEntries++;
            if (row.entry instanceof TrackEntry.Segment segment && track.firstUs == null) {
                track.firstUs = segment.startUs();
                track.firstFormat = segment.format();
            }
        }
    }

    private void complete(CaptureEntity capture) {
        if (capture.state == CaptureState.COMPLETE || capture.state == CaptureState.FAILED) {
            return;
        }
        List<TrackEntity> all = tracks.ofCapture(capture.id);
        List<CaptureRecorderEntity> rows = recorders.of(capture.id);
        boolean whole =
                rows.isEmpty() ? all.stream().allMatch(TrackEntity::isWhole) : settling.isSettled(capture, all, rows);
        if (whole && capture.stoppedAt == null) {
            capture.stoppedAt = Settling.lastClosedAt(rows);
        }
        if (capture.stoppedAt == null) {
            return;
        }
        if (whole) {
            capture.become(CaptureState.COMPLETE);
            capture.completedAt = clock.instant();
        } else {
            capture.become(CaptureState.UPLOADING);
        }
        processing(lectures.findById(capture.lectureId));
    }

    private static void processing(@Nullable LectureEntity lecture) {
        if (lecture != null && (lecture.state == LectureState.RECORDING || lecture.state == LectureState.IMPORTING)) {
            lecture.become(LectureState.PROCESSING);
        }
    }
}
