package org.lectern.transcoder.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.Parallel;

/** Puts playlists where players read them. */
@ApplicationScoped
class PlaylistStore {
    private final ObjectStore store;

    PlaylistStore(ObjectStore store) {
        this.store = store;
    }

    /** Stores DASH manifests likewise. */
    void putManifests(PublicationSnapshot publication, Map<String, String> manifests) {
        put(publication, manifests, ObjectHeaders.manifest());
    }

    /** Stores playlists, by path relative to the publication; returns when all are confirmed. */
    void put(PublicationSnapshot publication, Map<String, String> playlists, boolean closed) {
        put(publication, playlists, closed ? ObjectHeaders.closedPlaylist() : ObjectHeaders.growingPlaylist());
    }

    private void put(PublicationSnapshot publication, Map<String, String> texts, ObjectHeaders headers) {
        String prefix = ObjectKeys.publication(publication.lectureId(), publication.version());
        Parallel.forEach(
                texts.entrySet(),
                entry -> store.put(prefix + entry.getKey(), PlaylistGzip.encode(entry.getValue()), headers));
    }
}
