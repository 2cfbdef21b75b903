package org.lectern.catalogue.completeness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.IncidentEntity;
import org.lectern.catalogue.entity.IncidentRepository;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.model.CaptureState;
import org.lectern.model.IncidentKind;
import org.lectern.model.PublicationState;

/**
 * Compares what was planned of a capture with what is recorded, uploaded and playable, and keeps the
 * incidents true to it: opens what is new, settles what has come right since.
 */
@ApplicationScoped
public class Completeness {
    /** An agent that is connected closes and uploads a capture long before this. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final double SECOND_US = 1e6;

    private final CaptureRepository captures;
    private final PublicationRepository publications;
    private final TrackAccounts accounts;
    private final IncidentRepository incidents;
    private final Incidents incidentViews;
    private final Clock clock;

    Completeness(
            CaptureRepository captures,
            PublicationRepository publications,
            TrackAccounts accounts,
            IncidentRepository incidents,
            Incidents incidentViews,
            Clock clock) {
        this.captures = captures;
        this.publications = publications;
        this.accounts = accounts;
        this.incidents = incidents;
        this.incidentViews = incidentViews;
        this.clock = clock;
    }

    /** Judges a capture that is over; what has not ended yet is left alone. Idempotent. */
    @Transactional
    public void judge(UUID captureId) {
        CaptureEntity capture = captures.findById(captureId);
        if (capture == null || !isOver(capture)) {
            return;
        }
        List<Standing> standing = new ArrayList<>(beginning(capture));
        for (TrackAccounts.Account account : accounts.of(capture)) {
            account.figures()
                    .findings()
                    .forEach(finding -> standing.add(
                            new Standing(account.track().id, finding.kind(), finding.lostUs(), finding.detail())));
        }
        settle(capture, standing);
    }

    /** Opens an incident for each capture that should have been closed long ago. */
    @Transactional
    public void judgeOverdue() {
        Instant limit = clock.instant().minus(PATIENCE);
        for (CaptureEntity capture : captures.open()) {
            Instant asked = capture.stopRequestedAt == null ? capture.stoppedAt : capture.stopRequestedAt;
            if (asked != null && asked.isBefore(limit)) {
                String detail = capture.state == CaptureState.UPLOADING
                        ? "It was stopped, and its recorder has not sent everything yet. Check that the recorder is on"
                                + " and reaches the server and the store; nothing is lost while its disk is."
                        : "It was to be stopped, and its recorder has not confirmed that. Check that the recorder is"
                                + " on and reaches the server.";
                List<Standing> standing = new ArrayList<>(beginning(capture));
                standing.add(new Standing(null, IncidentKind.NOT_CLOSED, 0, detail));
                settle(capture, standing);
            }
        }
    }

    /** Keeps the incident true of a capture whose agent would not begin it; it runs late, or not yet. */
    public void judgeBeginning(CaptureEntity capture) {
        if (capture.refusal != null) {
            settle(capture, beginning(capture));
        }
    }

    private List<Standing> beginning(CaptureEntity capture) {
        String why = capture.refusal;
        if (why == null) {
            return List.of();
        }
        Instant from = capture.plannedFrom == null ? capture.requestedAt : capture.plannedFrom;
        Instant began = capture.epoch;
        if (began != null) {
            long lateUs = Math.max(0, from.until(began, ChronoUnit.MICROS));
            return List.of(new Standing(
                    null, IncidentKind.NOT_BEGUN, lateUs, "It began late: the recorder could not begin it. " + why));
        }
        return switch (capture.state) {
            case RECORDING, STOPPING, UPLOADING, COMPLETE ->
                List.of(new Standing(
                        null, IncidentKind.NOT_BEGUN, 0, "It began late: the recorder could not begin it. " + why));
            case REQUESTED ->
                List.of(new Standing(
                        null,
                        IncidentKind.NOT_BEGUN,
                        0,
                        "It is not being recorded; the recorder is asked again all the time. " + why));
            case FAILED -> {
                Instant until = capture.plannedUntil;
                long lostUs = until == null ? 0 : Math.max(0, from.until(until, ChronoUnit.MICROS));
                yield List.of(new Standing(
                        null,
                        IncidentKind.NOT_BEGUN,
                        lostUs,
                        "It was not recorded: the recorder could not begin it. " + why));
            }
        };
    }

    /** The books of a capture. */
    @Transactional
    public CaptureBooks books(UUID captureId) {
        CaptureEntity capture = captures.findById(captureId);
        List<CaptureBooks.Track> found = new ArrayList<>();
        for (TrackAccounts.Account account : accounts.of(capture)) {
            TrackEntity track = account.track();
            TrackFigures figures = account.figures();
            found.add(new CaptureBooks.Track(
                    track.id,
                    track.name,
                    track.kind,
                    figures.plannedUs() / SECOND_US,
                    account.ownRecordedUs() / SECOND_US,
                    figures.gapUs() / SECOND_US,
                    account.filledUs() / SECOND_US,
                    account.filledBy(),
                    account.ownUploadedUs() / SECOND_US,
                    figures.playableUs() / SECOND_US,
                    (track.residualUs == null ? 0 : track.residualUs) / SECOND_US));
        }
        List<Incident> standing = incidentViews.ofCapture(captureId);
        CaptureBooks.State state = !standing.isEmpty()
                ? CaptureBooks.State.INCIDENT
                : isOver(capture) ? CaptureBooks.State.COMPLETE : CaptureBooks.State.PENDING;
        return new CaptureBooks(state, found, standing);
    }

    private boolean isOver(CaptureEntity capture) {
        if (capture.state != CaptureState.COMPLETE) {
            return capture.state == CaptureState.FAILED;
        }
        return publications
                .shownOfCapture(capture.id)
                .map(publication -> publication.state == PublicationState.CLOSED)
                .orElse(true);
    }

    private record Standing(@Nullable UUID trackId, IncidentKind kind, long lostUs, String detail) {}

    private void settle(CaptureEntity capture, List<Standing> standing) {
        List<IncidentEntity> known = incidents.unresolved(capture.id);
        for (IncidentEntity incident : known) {
            if (standing.stream().noneMatch(one -> isSame(one, incident))) {
                incident.resolvedAt = clock.instant();
            }
        }
        for (Standing one : standing) {
            IncidentEntity incident =
                    known.stream().filter(old -> isSame(one, old)).findFirst().orElseGet(() -> open(capture, one));
            incident.lostUs = one.lostUs();
            incident.detail = one.detail();
        }
    }

    private static boolean isSame(Standing one, IncidentEntity incident) {
        return one.kind() == incident.kind && Objects.equals(one.trackId(), incident.trackId);
    }

    private IncidentEntity open(CaptureEntity capture, Standing one) {
        var incident = new IncidentEntity();
        incident.id = UUID.randomUUID();
        incident.captureId = capture.id;
        incident.trackId = one.trackId();
        incident.kind = one.kind();
        incident.lostUs = one.lostUs();
        incident.detail = one.detail();
        incident.openedAt = clock.instant();
        incidents.persist(incident);
        return incident;
    }
}
