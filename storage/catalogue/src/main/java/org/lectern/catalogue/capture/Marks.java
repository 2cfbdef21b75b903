package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.lectern.catalogue.entity.CaptureEntity;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.MarkEntity;
import org.lectern.catalogue.entity.MarkRepository;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.model.CaptureState;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** The moments of captures that people mark. Each call is one transaction. */
@ApplicationScoped
public class Marks {
    private static final double SECOND_US = 1e6;

    private final MarkRepository marks;
    private final CaptureRepository captures;
    private final PublicationRepository publications;
    private final Clock clock;

    Marks(MarkRepository marks, CaptureRepository captures, PublicationRepository publications, Clock clock) {
        this.marks = marks;
        this.publications = publications;
        this.captures = captures;
        this.clock = clock;
    }

    /**
     * A marked moment.
     *
     * @param seconds position on the capture's timeline
     */
    public record Mark(UUID id, UUID captureId, double seconds, String label, Instant createdAt) {}

    /**
     * Marks the present moment of a capture that runs.
     *
     * @param now by the recorder's clock, which is the one of the capture's epoch
     * @throws LecternException with {@code CONFLICT} if it does not run
     */
    @Transactional
    public Mark mark(UUID captureId, Instant now, String label, String by) {
        CaptureEntity capture = captures.findByIdOptional(captureId)
                .orElseThrow(() -> new LecternException(ErrorCode.NOT_FOUND, "There is no such capture."));
        if (capture.state != CaptureState.RECORDING && capture.state != CaptureState.REQUESTED) {
            throw new LecternException(ErrorCode.CONFLICT, "This recording has ended: there is nothing to mark.");
        }
        Instant epoch = capture.epoch;
        if (epoch == null) {
            throw new LecternException(
                    ErrorCode.CONFLICT, "This recording has just begun. Mark again in a few seconds.");
        }
        var mark = new MarkEntity();
        mark.id = UUID.randomUUID();
        mark.captureId = captureId;
        mark.positionUs = Math.max(0, epoch.until(now, ChronoUnit.MICROS));
        mark.label = label.strip();
        mark.createdAt = clock.instant();
        mark.createdBy = by;
        marks.persist(mark);
        return shown(mark);
    }

    /** The marks of a lecture, by capture and position. */
    @Transactional
    public List<Mark> ofLecture(UUID lectureId) {
        return captures.ofLecture(lectureId).stream()
                .flatMap(capture -> marks.ofCapture(capture.id).stream())
                .map(Marks::shown)
                .toList();
    }

    /**
     * A marked moment as students find it.
     *
     * @param seconds position in what is played
     */
    public record Chapter(double seconds, String label) {}

    /** The marks of what is played of a lecture, by position. */
    @Transactional
    public List<Chapter> chapters(UUID lectureId) {
        return publications
                .newestOf(lectureId)
                .map(publication -> marks.ofCapture(publication.captureId).stream()
                        .map(mark -> new Chapter(
                                Math.max(0, mark.positionUs - publication.originUs) / SECOND_US, mark.label))
                        .toList())
                .orElseGet(List::of);
    }

    private static Mark shown(MarkEntity mark) {
        return new Mark(mark.id, mark.captureId, mark.positionUs / SECOND_US, mark.label, mark.createdAt);
    }
}
