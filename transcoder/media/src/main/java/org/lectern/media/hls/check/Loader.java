package org.lectern.media.hls.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Fetches objects and checks how they are delivered (rules 22, 42, 43, 47). */
final class Loader {
    private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

    private final Fetcher fetcher;
    private final Findings findings;
    long bytes;

    Loader(Fetcher fetcher, Findings findings) {
        this.fetcher = fetcher;
        this.findings = findings;
    }

    /** The text of a playlist, or null with a finding. */
    @Nullable
    String playlist(URI uri) throws InterruptedException {
        Fetcher.Fetched fetched = fetch(uri, PLAYLIST_TYPE);
        if (fetched == null) {
            return null;
        }
        if (!"gzip".equals(fetched.header("content-encoding"))) {
            findings.must(42, where(uri), "the playlist is not gzip-encoded");
            return new String(fetched.body(), StandardCharsets.UTF_8);
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(fetched.body()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            findings.must(42, where(uri), "the playlist is not what its Content-Encoding says: " + e.getMessage());
            return null;
        }
    }

    /** The bytes of an init segment or a media segment, or null with a finding. */
    byte @Nullable [] media(URI uri, String type) throws InterruptedException {
        Fetcher.Fetched fetched = fetch(uri, type);
        return fetched == null ? null : fetched.body();
    }

    private Fetcher.@Nullable Fetched fetch(URI uri, String type) throws InterruptedException {
        Fetcher.Fetched fetched;
        try {
            fetched = fetcher.fetch(uri);
        } catch (IOException e) {
            findings.must(0, where(uri), "cannot be fetched: " + e);
            return null;
        }
        if (fetched.status() / 100 == 3) {
            findings.must(22, where(uri), "is redirected");
            return null;
        }
        if (fetched.status() != 200) {
            findings.must(0, where(uri), "answers with status " + fetched.status());
            return null;
        }
        bytes += fetched.body().length;
        String sent = fetched.header("content-type");
        if (!type.equals(sent)) {
            findings.should(43, where(uri), "has type %s instead of %s".formatted(sent, type));
        }
        String scheme = uri.getScheme();
        if (scheme != null && scheme.startsWith("http") && fetched.header("access-control-allow-origin") == null) {
            findings.must(47, where(uri), "may not be read by a player from elsewhere (no CORS header)");
        }
        return fetched;
    }

    /** The path without what is secret or changes: for findings. */
    static String where(URI uri) {
        String path = uri.getPath();
        int play = path.indexOf("/play/");
        return play < 0 ? path : path.substring(path.indexOf('/', play + 6) + 1);
    }
}
