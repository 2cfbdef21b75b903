package org.lectern.recorder.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.lectern.model.control.StillHeaders;

/**
 * Brings stills to the server, {@code PUT /api/agent/stills/{deviceId}}: the newest of each device; what
 * is overtaken is dropped. Safe for all threads; {@link #offer} never waits.
 */
public final class StillClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final HttpClient http;
    private final URI server;
    private final String key;
    private final Consumer<UUID> watched;
    private final Map<UUID, byte[]> newest = new ConcurrentHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean closed;

    /**
     * @param watched told of each device at which somebody looks
     */
    public StillClient(HttpClient http, URI server, String key, Consumer<UUID> watched) {
        this.watched = watched;
        this.http = http;
        this.server = server;
        this.key = key;
    }

    public void start() {
        Thread.ofVirtual().name("stills").start(this::run);
    }

    /** Takes a still; returns at once. */
    public void offer(UUID deviceId, byte[] jpeg) {
        newest.put(deviceId, jpeg);
        work.release();
    }

    private void run() {
        try {
            while (!closed) {
                work.acquire();
                work.drainPermits();
                for (UUID deviceId : newest.keySet()) {
                    byte[] jpeg = newest.remove(deviceId);
                    if (jpeg != null && !closed && !sent(deviceId, jpeg)) {
                        Thread.sleep(PAUSE);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sent(UUID deviceId, byte[] jpeg) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/agent/stills/" + deviceId))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "image/jpeg")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg))
                    .build();
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.headers().firstValue(StillHeaders.WATCHED).isPresent()) {
                watched.accept(deviceId);
            }
            return answer.statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        work.release();
    }
}
