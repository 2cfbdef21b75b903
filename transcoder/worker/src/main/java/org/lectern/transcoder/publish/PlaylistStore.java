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

    /** Stores playlists, by path relative to the publication; returns when all are confirmed. */
    void put(PublicationSnapshot publication, Map<String, String> playlists, boolean closed) {
        String prefix = ObjectKeys.publication(publication.lectureId(), publication.version());
        ObjectHeaders headers = closed ? ObjectHeaders.closedPlaylist() : ObjectHeaders.growingPlaylist();
        Parallel.forEach(
                playlists.entrySet(),
                entry -> store.put(prefix + entry.getKey(), PlaylistGzip.encode(entry.getValue()), headers));
    }
}
