package org.lectern.transcoder.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.catalogue.capture.Improvements;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.PublicationState;
import org.lectern.transcoder.WorkerConfig;

/**
 * Turns a publication whose chunks are all playable into a finished one. Idempotent: killed anywhere,
 * it is done again to the same objects. The state changes last, so a lecture is ready only when all
 * of it is.
 */
@ApplicationScoped
public class PublicationCloser {
    private static final Logger LOG = Logger.getLogger(PublicationCloser.class);

    private final PublicationWork work;
    private final PlaylistStore playlists;
    private final Improvements improvements;
    private final WorkerConfig config;

    PublicationCloser(PublicationWork work, PlaylistStore playlists, Improvements improvements, WorkerConfig config) {
        this.work = work;
        this.playlists = playlists;
        this.improvements = improvements;
        this.config = config;
    }

    /** Closes a publication, and begins a better version where it was encoded in a hurry. */
    public void close(UUID publicationId) {
        PublicationSnapshot publication = work.snapshot(publicationId);
        if (publication.state() != PublicationState.CLOSED) {
            close(publication);
        }
        if (config.improve() && improvements.begin(publicationId)) {
            LOG.infof("Lecture %s was encoded in a hurry: a better version follows", publication.lectureId());
        }
    }

    private void close(PublicationSnapshot publication) {
        UUID publicationId = publication.id();
        if (!publication.whole()) {
            throw new LecternException(
                    ErrorCode.ILLEGAL_TRANSITION,
                    "Publication %s cannot be closed yet: it is %s and chunks are missing."
                            .formatted(publicationId, publication.state()));
        }
        for (PublicationSnapshot.Track track : publication.tracks()) {
            work.withTrackLock(track.id(), () -> {
                playlists.put(publication, Playlists.ofTrack(publication, track, true), true);
                return track;
            });
        }
        work.withPublicationLock(
                publicationId, () -> playlists.put(publication, Playlists.ofViews(publication, true), true));
        playlists.putManifests(publication, Playlists.manifests(publication));
        work.markViewsPublished(publicationId, TrackPublisher.views(publication));
        work.close(publicationId);
        LOG.infof("Lecture %s is ready: publication %d closed", publication.lectureId(), publication.version());
    }
}
