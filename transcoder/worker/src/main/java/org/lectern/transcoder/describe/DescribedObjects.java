package org.lectern.transcoder.describe;

import java.nio.charset.StandardCharsets;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.media.encode.ContentKey;
import org.lectern.media.hls.PlaylistGzip;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;

/**
 * Stores what stands beside a publication, under names made of the bytes: done again, it is the same
 * objects. Each call returns the path relative to the publication, when the store has confirmed.
 */
final class DescribedObjects {
    private final ObjectStore store;
    private final String prefix;

    DescribedObjects(ObjectStore store, PublicationSnapshot publication) {
        this.store = store;
        this.prefix = ObjectKeys.publication(publication.lectureId(), publication.version());
    }

    /** Returns the path relative to the track's folder. */
    String storyboardSheet(String track, int index, byte[] jpeg) {
        String path = ObjectKeys.storyboardSheet(index, ContentKey.of(jpeg));
        store.put(prefix + track + "/" + path, jpeg, ObjectHeaders.immutable("image/jpeg"));
        return path;
    }

    String storyboard(String track, String vtt) {
        byte[] text = vtt.getBytes(StandardCharsets.UTF_8);
        String path = ObjectKeys.storyboard(track, ContentKey.of(text));
        store.put(prefix + path, PlaylistGzip.encode(vtt), ObjectHeaders.immutableGzip("text/vtt"));
        return path;
    }

    String slide(String track, int index, byte[] webp) {
        return put(ObjectKeys.slide(track, index, ContentKey.of(webp)), webp, "image/webp");
    }

    String slideThumbnail(String track, int index, byte[] webp) {
        return put(ObjectKeys.slideThumbnail(track, index, ContentKey.of(webp)), webp, "image/webp");
    }

    String poster(byte[] jpeg) {
        return put(ObjectKeys.poster(ContentKey.of(jpeg)), jpeg, "image/jpeg");
    }

    String waveform(String json) {
        String path = ObjectKeys.waveform(ContentKey.of(json.getBytes(StandardCharsets.UTF_8)));
        store.put(prefix + path, PlaylistGzip.encode(json), ObjectHeaders.immutableGzip("application/json"));
        return path;
    }

    private String put(String path, byte[] body, String type) {
        store.put(prefix + path, body, ObjectHeaders.immutable(type));
        return path;
    }
}
