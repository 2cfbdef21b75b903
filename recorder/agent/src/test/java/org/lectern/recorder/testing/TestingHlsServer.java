package org.lectern.recorder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A server of HLS: files of a folder, and playlists that are made when they are asked for. */
public final class TestingHlsServer implements AutoCloseable {
    private final HttpServer server;
    private final Path folder;
    private final String host;
    private final boolean secure;
    private final Map<String, Supplier<String>> playlists = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile @Nullable String login;

    /**
     * @param tls null for none
     */
    public TestingHlsServer(String host, Path folder, @Nullable TestingTls tls) throws IOException {
        this.host = host;
        this.folder = folder;
        this.secure = tls != null;
        var address = new InetSocketAddress(host, 0);
        if (tls == null) {
            server = HttpServer.create(address, 20);
        } else {
            HttpsServer https = HttpsServer.create(address, 20);
            https.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
            server = https;
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Makes segments of a second in a folder: {@code 0.ts} and so on. */
    public static void segments(Path folder, int seconds) throws Exception {
        TestingClips.clip(
                folder.resolve("made.m3u8"),
                seconds,
                "-f",
                "hls",
                "-hls_time",
                "1",
                "-hls_list_size",
                "0",
                "-hls_segment_filename",
                folder.resolve("%d.ts").toString());
    }

    /** A playlist of segments of a second. */
    public static String playlist(boolean ended, List<String> segments) {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n");
        segments.forEach(uri -> text.append("#EXTINF:1.0,\n").append(uri).append('\n'));
        return text.append(ended ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    /** A playlist that grows by a segment a second from now on, and ends. */
    public static Supplier<String> growing(int first, int all) {
        long start = System.nanoTime();
        return () -> {
            int count = (int) Math.min(all, first + (System.nanoTime() - start) / 1_000_000_000);
            return playlist(
                    count == all,
                    IntStream.range(0, count).mapToObj(i -> i + ".ts").toList());
        };
    }

    /** Gives a playlist. */
    public void give(String path, Supplier<String> playlist) {
        playlists.put(path, playlist);
    }

    /** Asks for a user and a password from now on. */
    public void require(String userAndPassword) {
        login = "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** The paths that were asked for. */
    public List<String> asked() {
        return asked;
    }

    public String url(String path) {
        return "%s://%s:%d%s"
                .formatted(secure ? "https" : "http", host, server.getAddress().getPort(), path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Supplier<String> playlist = playlists.get(path);
            Path file = folder.resolve(path.substring(1));
            if (login != null && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"device\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", path.substring(6));
                exchange.sendResponseHeaders(302, -1);
            } else if (playlist != null) {
                send(exchange, playlist.get().getBytes(StandardCharsets.UTF_8));
            } else if (Files.isRegularFile(file)) {
                send(exchange, Files.readAllBytes(file));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
