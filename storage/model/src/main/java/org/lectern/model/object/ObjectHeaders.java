package org.lectern.model.object;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers that an object is stored and served with.
 *
 * @param contentType media type
 * @param cacheControl {@code Cache-Control}, null for none
 * @param contentEncoding {@code Content-Encoding}, null for none
 */
public record ObjectHeaders(
        String contentType,
        @Nullable String cacheControl,
        @Nullable String contentEncoding) {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** The headers beside {@code Content-Type} that are set, by name. */
    Map<String, String> besideType() {
        Map<String, String> headers = new HashMap<>();
        if (cacheControl != null) {
            headers.put("Cache-Control", cacheControl);
        }
        if (contentEncoding != null) {
            headers.put("Content-Encoding", contentEncoding);
        }
        return headers;
    }

    /** A finished object that never changes. */
    public static ObjectHeaders immutable(String contentType) {
        return new ObjectHeaders(contentType, FOR_EVER, null);
    }

    /** A finished gzip-encoded object that never changes. */
    public static ObjectHeaders immutableGzip(String contentType) {
        return new ObjectHeaders(contentType, FOR_EVER, "gzip");
    }

    /** A gzip-encoded playlist that still grows: cached for a second. */
    public static ObjectHeaders growingPlaylist() {
        return new ObjectHeaders("application/vnd.apple.mpegurl", "public, max-age=1", "gzip");
    }

    /** A gzip-encoded DASH manifest. */
    public static ObjectHeaders manifest() {
        return new ObjectHeaders("application/dash+xml", "public, max-age=60", "gzip");
    }

    /** A gzip-encoded playlist that has been closed. */
    public static ObjectHeaders closedPlaylist() {
        return new ObjectHeaders("application/vnd.apple.mpegurl", "public, max-age=60", "gzip");
    }
}
