package org.lectern.media.hls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Playlists as they are stored: UTF-8, gzip-encoded (HLS authoring specification 10.1). */
public final class PlaylistGzip {
    private PlaylistGzip() {}

    /** Compresses a playlist. The header bears no time, so that equal playlists are equal objects. */
    public static byte[] encode(String playlist) {
        var bytes = new ByteArrayOutputStream(playlist.length() / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(playlist.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a stored playlist.
     *
     * @throws IOException if it is not whole
     */
    public static String decode(byte[] stored) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
