package org.lectern.onebox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * A signed-in user of the REST API. Each call throws {@link LecternException} with what the server
 * answered. Safe for all threads.
 */
public final class LecternApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private LecternApi(URI server) {
        this.server = server;
    }

    /** Signs in. */
    public static LecternApi signIn(URI server, String username, String password) {
        var api = new LecternApi(server);
        String form = "j_username=%s&j_password=%s".formatted(encode(username), encode(password));
        api.send(
                "sign in as " + username,
                api.request("/api/session/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        return api;
    }

    public List<Api.Room> rooms() {
        return List.of(get("/api/rooms", Api.Room[].class));
    }

    public List<Api.Agent> agents() {
        return List.of(get("/api/agents", Api.Agent[].class));
    }

    /** Whether an agent of this name is connected to the server. */
    public boolean isOnline(String agentName) {
        return agents().stream().anyMatch(agent -> agent.name().equals(agentName) && agent.online());
    }

    public Api.Room createRoom(String name, @Nullable String site) {
        var body = new TreeMap<String, Object>(Map.of("name", name));
        if (site != null) {
            body.put("site", site);
        }
        return write("POST", "/api/rooms", body, Api.Room.class);
    }

    public void createDevice(String roomId, String name, DeviceRole role, String url) {
        write("POST", "/api/rooms/" + roomId + "/devices", device(name, role, url), JsonNode.class);
    }

    public void updateDevice(String deviceId, String name, DeviceRole role, String url) {
        write("PUT", "/api/devices/" + deviceId, device(name, role, url), JsonNode.class);
    }

    /** Makes an agent serve a room. */
    public void assignAgent(String roomId, String agentId) {
        write("PUT", "/api/rooms/" + roomId + "/agent", Map.of("agentId", agentId), JsonNode.class);
    }

    public List<Api.Capture> activeCaptures() {
        return List.of(get("/api/captures?active=true", Api.Capture[].class));
    }

    public Api.Capture startCapture(String roomId, String title) {
        return write("POST", "/api/captures", Map.of("roomId", roomId, "title", title), Api.Capture.class);
    }

    public Api.Capture capture(String id) {
        return get("/api/captures/" + id, Api.Capture.class);
    }

    public void stopCapture(String id) {
        write("POST", "/api/captures/" + id + "/stop", Map.of(), JsonNode.class);
    }

    /** Lets students see a lecture. */
    public void publish(String lectureId) {
        write("PATCH", "/api/lectures/" + lectureId, Map.of("published", true), JsonNode.class);
    }

    /** How many lectures there are. */
    public int lectureCount() {
        return get("/api/lectures?limit=1", JsonNode.class).path("total").asInt();
    }

    public Api.Grant grant(String lectureId) {
        return write("POST", "/api/lectures/" + lectureId + "/grants", Map.of(), Api.Grant.class);
    }

    @Override
    public void close() {
        http.close();
    }

    private static Map<String, String> device(String name, DeviceRole role, String url) {
        return Map.of("name", name, "role", role.name(), "url", url);
    }

    private <T> T get(String path, Class<T> type) {
        return parse(path, send("read " + path, request(path).GET()), type);
    }

    private <T> T write(String method, String path, Map<String, ?> body, Class<T> type) {
        try {
            var request = request(path)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            return parse(path, send(method + " " + path, request), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("X-Lectern-Request", "1");
    }

    private static <T> T parse(String path, byte[] body, Class<T> type) {
        try {
            return JSON.readValue(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body, type);
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.INTERNAL,
                    "The server's answer to %s is not understood: %s".formatted(path, e.getMessage()),
                    e);
        }
    }

    private byte[] send(String what, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new LecternException(
                        ErrorCode.INTERNAL,
                        "The server refused to %s: %d %s".formatted(what, response.statusCode(), detail(response)));
            }
            return response.body();
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.INTERNAL, "The server at %s does not answer: %s".formatted(server, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted while waiting for the server", e);
        }
    }

    private static String detail(HttpResponse<byte[]> response) {
        try {
            JsonNode problem = JSON.readTree(response.body());
            return problem.hasNonNull("detail")
                    ? problem.get("detail").asText()
                    : problem.path("title").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
