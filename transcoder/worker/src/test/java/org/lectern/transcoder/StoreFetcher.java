package org.lectern.transcoder;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.lectern.media.hls.check.Fetcher;
import org.lectern.model.object.ObjectInfo;
import org.lectern.model.object.ObjectStore;

/** Lets the HLS checker read straight from the store: {@code store:///key}. */
public final class StoreFetcher implements Fetcher {
    private final ObjectStore store;

    public StoreFetcher(ObjectStore store) {
        this.store = store;
    }

    public static URI uri(String key) {
        return URI.create("store:///" + key);
    }

    @Override
    public Fetched fetch(URI uri) {
        String key = uri.getPath().substring(1);
        ObjectInfo info = store.stat(key).orElse(null);
        if (info == null) {
            return new Fetched(404, Map.of(), new byte[0]);
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", info.contentType());
        if (info.contentEncoding() != null) {
            headers.put("content-encoding", info.contentEncoding());
        }
        return new Fetched(200, headers, store.get(key));
    }
}
