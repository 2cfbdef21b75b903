package org.lectern.onebox.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a process whether it is ready. */
final class Readiness {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private Readiness() {}

    static boolean isReady(URI health) {
        try {
            if ("tcp".equals(health.getScheme())) {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(health.getHost(), health.getPort()), (int) TIMEOUT.toMillis());
                    return true;
                }
            }
            var request = HttpRequest.newBuilder(health).timeout(TIMEOUT).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
