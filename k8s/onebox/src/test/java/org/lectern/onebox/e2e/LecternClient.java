package org.lectern.onebox.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A signed-in user of the REST API, as a browser would be one. */
final class LecternClient {
    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    LecternClient(URI server, String username, String password) {
        this.server = server;
        String form = "j_username=" + encode(username) + "&j_password=" + encode(password);
        send(
                request("/api/session/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                HttpResponse.BodyHandlers.discarding());
    }

    JsonNode get(String path) {
        return parse(send(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    JsonNode post(String path, Map<String, ?> body) {
        return write("POST", path, body);
    }

    JsonNode put(String path, Map<String, ?> body) {
        return write("PUT", path, body);
    }

    JsonNode patch(String path, Map<String, ?> body) {
        return write("PATCH", path, body);
    }

    private JsonNode write(String method, String path, Map<String, ?> body) {
        try {
            return parse(send(
                    request(path)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))),
                    HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes behind an address, decoded if they are gzip-encoded. */
    byte[] fetch(URI address) {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(address).GET(), HttpResponse.BodyHandlers.ofByteArray());
        if (!"gzip".equals(response.headers().firstValue("Content-Encoding").orElse(""))) {
            return response.body();
        }
        try (var stream = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The multivariant playlist of a view of a lecture, by a fresh grant. */
    URI view(UUID lectureId, String view) {
        for (JsonNode offered : grant(lectureId).path("views")) {
            if (offered.path("name").asText().equals(view)) {
                return server.resolve(offered.path("url").asText());
            }
        }
        throw new AssertionError("The grant offers no view " + view);
    }

    JsonNode grant(UUID lectureId) {
        return post("/api/lectures/" + lectureId + "/grants", Map.of());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("X-Lectern-Request", "1");
    }

    private JsonNode parse(HttpResponse<byte[]> response) {
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<T> response = http.send(request, handler);
            if (response.statusCode() >= 300) {
                throw new AssertionError("%s %s answered %d: %s"
                        .formatted(
                                request.method(),
                                request.uri(),
                                response.statusCode(),
                                response.body() instanceof byte[] body
                                        ? new String(body, StandardCharsets.UTF_8)
                                        : ""));
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
