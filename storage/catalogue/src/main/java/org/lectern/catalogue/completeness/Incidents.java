package org.lectern.catalogue.completeness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.IncidentEntity;
import org.lectern.catalogue.entity.IncidentRepository;
import org.lectern.catalogue.entity.LectureRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Shows incidents to staff. Each call is one transaction. */
@ApplicationScoped
public class Incidents {
    private static final int MOST = 200;

    private final IncidentRepository incidents;
    private final CaptureRepository captures;
    private final LectureRepository lectures;
    private final TrackRepository tracks;
    private final Clock clock;

    Incidents(
            IncidentRepository incidents,
            CaptureRepository captures,
            LectureRepository lectures,
            TrackRepository tracks,
            Clock clock) {
        this.incidents = incidents;
        this.captures = captures;
        this.lectures = lectures;
        this.tracks = tracks;
        this.clock = clock;
    }

    /** Those that stand and that nobody has taken note of, newest first; at most 200. */
    @Transactional
    public List<Incident> open() {
        return incidents.open(MOST).stream().map(this::view).toList();
    }

    /** Those of a capture that stand, acknowledged or not. */
    @Transactional
    public List<Incident> ofCapture(UUID captureId) {
        return incidents.unresolved(captureId).stream().map(this::view).toList();
    }

    /**
     * Notes that somebody has taken note; the incident stays until it has come right.
     *
     * @throws LecternException with {@code NOT_FOUND}
     */
    @Transactional
    public Incident acknowledge(UUID id, String user) {
        IncidentEntity incident = incidents
                .findByIdOptional(id)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such incident."));
        if (incident.acknowledgedAt == null) {
            incident.acknowledgedAt = clock.instant();
            incident.acknowledgedBy = user;
        }
        return view(incident);
    }

    private Incident view(IncidentEntity incident) {
        CaptureEntity capture = captures.findById(incident.captureId);
        return new Incident(
                incident.id,
                incident.captureId,
                capture.lectureId,
                lectures.findById(capture.lectureId).title,
                capture.roomName,
                incident.trackId == null ? null : tracks.findById(incident.trackId).name,
                incident.kind,
                incident.lostUs / 1e6,
                incident.detail,
                incident.openedAt,
                incident.acknowledgedBy);
    }
}
