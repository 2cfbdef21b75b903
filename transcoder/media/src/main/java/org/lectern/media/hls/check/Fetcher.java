package org.lectern.media.hls.check;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the checker takes published objects from: the network as a player does, or the store. */
public interface Fetcher {
    /**
     * What came back. Redirects are not followed.
     *
     * @param headers by lower-case name
     * @param body as it was sent, still content-encoded
     */
    record Fetched(int status, Map<String, String> headers, byte[] body) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /**
     * Fetches an object whole.
     *
     * @throws IOException if nothing came back
     */
    Fetched fetch(URI uri) throws IOException, InterruptedException;
}
