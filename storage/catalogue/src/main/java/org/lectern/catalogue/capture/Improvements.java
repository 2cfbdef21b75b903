package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.lectern.catalogue.entity.CaptureRecorderRepository;
import org.lectern.catalogue.entity.ChunkRepository;
import org.lectern.catalogue.entity.PublicationEntity;
import org.lectern.catalogue.entity.PublicationRepository;
import org.lectern.catalogue.entity.TrackRepository;
import org.lectern.catalogue.standby.Twins;
import org.lectern.catalogue.work.Urgency;
import org.lectern.model.PublicationState;

/** Makes a better version of what was encoded in a hurry, for when the workers have nothing else to do. */
@ApplicationScoped
public class Improvements {
    /** A new version for less would cost more room in the store than it gives. */
    static final double WORTHWHILE = 0.1;

    private final PublicationRepository publications;
    private final ChunkRepository chunks;
    private final TrackRepository tracks;
    private final CaptureRecorderRepository recorders;
    private final NewVersions versions;

    Improvements(
            PublicationRepository publications,
            ChunkRepository chunks,
            TrackRepository tracks,
            CaptureRecorderRepository recorders,
            NewVersions versions) {
        this.publications = publications;
        this.chunks = chunks;
        this.tracks = tracks;
        this.recorders = recorders;
        this.versions = versions;
    }

    /**
     * Queues a new version of a closed publication of which a tenth or more was hurried. Does nothing where
     * there is a newer one, so that it can be asked again. One transaction.
     *
     * @return whether it did
     */
    @Transactional
    public boolean begin(UUID publicationId) {
        PublicationEntity publication = publications.locked(publicationId).orElse(null);
        if (publication == null || publication.totalUs == null || publication.state != PublicationState.CLOSED) {
            return false;
        }
        boolean newest = publications
                .ofCapture(publication.captureId)
                .filter(other -> other.id.equals(publicationId))
                .isPresent();
        if (!newest || chunks.hurriedShare(publicationId) < WORTHWHILE) {
            return false;
        }
        var twins = Twins.of(tracks.ofCapture(publication.captureId), recorders.ofCapture(publication.captureId));
        versions.make(publication, twins, publication.totalUs, Urgency.IDLE);
        return true;
    }
}
