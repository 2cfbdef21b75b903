package org.lectern.transcoder.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.PublicationState;

/**
 * Shows finished chunks to players while the lecture runs. Safe for all threads, and for several
 * workers: who writes a track's playlists holds its lock and reads its state under it, so that a
 * playlist never loses a segment.
 */
@ApplicationScoped
public class TrackPublisher {
    private static final Logger LOG = Logger.getLogger(TrackPublisher.class);

    private final PublicationWork work;
    private final PlaylistStore playlists;

    TrackPublisher(PublicationWork work, PlaylistStore playlists) {
        this.work = work;
        this.playlists = playlists;
    }

    /**
     * Brings the playlists of a track up to date after more of one of its chunks has become playable, and
     * the views where another choice of renditions can be offered by now. Where all playlists wait for this
     * track, all are brought up to date. Idempotent.
     */
    public void publish(UUID trackId, int chunkIndex) {
        boolean awaited = publishOne(trackId, chunkIndex);
        if (awaited) {
            work.tracksBeside(trackId).stream()
                    .filter(other -> !other.equals(trackId))
                    .forEach(other -> publishOne(other, chunkIndex));
        }
    }

    /** @return whether all playlists of its publication wait for this track */
    private boolean publishOne(UUID trackId, int chunkIndex) {
        PublicationSnapshot publication = writeTrack(trackId, chunkIndex);
        PublicationSnapshot.Track written = publication.tracks().getFirst();
        List<String> offered = Playlists.renditions(written, false);
        if (!offered.equals(written.offered())) {
            // The views name all that is playable; whoever made it may have died before it was written.
            work.tracksBeside(trackId).stream()
                    .filter(other -> !other.equals(trackId))
                    .forEach(other -> writeTrack(other, 0));
            UUID publicationId = work.publicationOf(trackId);
            work.withPublicationLock(publicationId, () -> writeViews(work.snapshot(publicationId)));
            work.markOffered(trackId, offered);
        }
        return publication.joined().contains(trackId);
    }

    private PublicationSnapshot writeTrack(UUID trackId, int chunkIndex) {
        return work.withTrackLock(trackId, () -> {
            PublicationSnapshot publication = work.snapshotOfTrack(trackId);
            PublicationSnapshot.Track track = publication.tracks().getFirst();
            // A chunk behind a hole shows when the hole is closed, by whoever closes it.
            if (chunkIndex < track.playable().size() && !isLeftToClosing(publication)) {
                playlists.put(publication, Playlists.ofTrack(publication, track, false), false);
            }
            return publication;
        });
    }

    private void writeViews(PublicationSnapshot publication) {
        var views = Playlists.ofViews(publication, false);
        if (views.isEmpty() || isLeftToClosing(publication)) {
            return;
        }
        playlists.put(publication, views, false);
        List<PublishedView> published = views(publication);
        work.markViewsPublished(publication.id(), published);
        LOG.infof(
                "Lecture %s can be watched: %s",
                publication.lectureId(),
                published.stream().map(PublishedView::name).toList());
    }

    /** With every chunk playable a closing task is queued, running or done: only it writes. */
    private static boolean isLeftToClosing(PublicationSnapshot publication) {
        return publication.state() == PublicationState.CLOSED || publication.whole();
    }

    /** The views that {@link Playlists#ofViews} writes. */
    static List<PublishedView> views(PublicationSnapshot publication) {
        List<PublishedView> views = new ArrayList<>();
        boolean sound = false;
        for (PublicationSnapshot.Track track : Playlists.offered(publication)) {
            if (track.kind() == MediaKind.VIDEO) {
                views.add(new PublishedView(track.name(), track.role(), MediaKind.VIDEO));
            } else {
                sound = true;
            }
        }
        if (sound) {
            views.add(new PublishedView(Playlists.AUDIO_VIEW, DeviceRole.MICROPHONE, MediaKind.AUDIO));
        }
        return views;
    }
}
