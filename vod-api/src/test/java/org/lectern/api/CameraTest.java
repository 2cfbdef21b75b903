package org.lectern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CameraDetail;
import org.lectern.model.control.FoundCamera;
import org.lectern.model.control.ServerMessage;

/** Cameras on an agent's network, over the real control channel. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class CameraTest {
    private static final String ADDRESS = "http://192.0.2.7/onvif/device_service";

    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Test
    void camera_isFoundInspectedAndAdded() throws Exception {
        Map<String, String> made = agent("Finder");
        try (var agent = connected(made)) {
            var found = later("search", Map.of("agentId", made.get("id")));
            ServerMessage.Discover discover = agent.hear(ServerMessage.Discover.class);
            assertThat(discover.address()).isNull();
            agent.say(new AgentMessage.Discovered(UUID.randomUUID(), List.of(), null));
            agent.say(new AgentMessage.Discovered(
                    discover.question(), List.of(new FoundCamera(ADDRESS, "Hall camera", "X-100", null)), null));
            found.get(15, TimeUnit.SECONDS)
                    .statusCode(200)
                    .body("cameras", hasSize(1))
                    .body("cameras[0].address", equalTo(ADDRESS));

            var inspected = later(
                    "profiles",
                    Map.of("agentId", made.get("id"), "address", ADDRESS, "username", "admin", "password", "s3cret"));
            ServerMessage.Inspect inspect = agent.hear(ServerMessage.Inspect.class);
            assertThat(inspect.password()).isEqualTo("s3cret");
            var profile = new CameraDetail.Profile(
                    "p1", "Main", "H264", 1920, 1080, 25, true, "rtsp://192.0.2.7:554/main", null);
            agent.say(new AgentMessage.Inspected(
                    inspect.question(), new CameraDetail("Acme", "X-100", "1", 0, List.of(profile)), null));
            inspected
                    .get(15, TimeUnit.SECONDS)
                    .statusCode(200)
                    .body("profiles[0].streamAddress", equalTo("rtsp://192.0.2.7:554/main"));

            String room = Browser.as("admin")
                    .body(Map.of("name", "Room of finds"))
                    .post("/api/rooms")
                    .path("id");
            Browser.as("admin")
                    .body(Map.of("agentId", made.get("id")))
                    .put("/api/rooms/" + room + "/agent")
                    .then()
                    .statusCode(200);
            Browser.as("admin")
                    .body(Map.of(
                            "roomId", room,
                            "name", "Camera",
                            "role", "PRESENTER",
                            "streamAddress", "rtsp://192.0.2.7:554/main",
                            "username", "admin",
                            "password", "s3cr@t"))
                    .post("/api/cameras")
                    .then()
                    .statusCode(201)
                    .body("address", equalTo("rtsp://***@192.0.2.7:554/main"));
            await().until(() -> agent.hear(ServerMessage.Configure.class).rooms().stream()
                    .flatMap(one -> one.devices().stream())
                    .anyMatch(device -> device.url().equals("rtsp://admin:s3cr%40t@192.0.2.7:554/main")));
        }
    }

    @Test
    void wrongPassword_isToldInTheAgentsWords() throws Exception {
        Map<String, String> made = agent("Refused finder");
        try (var agent = connected(made)) {
            var inspected = later("profiles", Map.of("agentId", made.get("id"), "address", ADDRESS));
            ServerMessage.Inspect inspect = agent.hear(ServerMessage.Inspect.class);
            agent.say(new AgentMessage.Inspected(
                    inspect.question(),
                    null,
                    new AgentMessage.Problem(ErrorCode.DEVICE_AUTHENTICATION, "The camera wants a password.")));
            inspected
                    .get(15, TimeUnit.SECONDS)
                    .statusCode(502)
                    .body("code", equalTo("DEVICE_AUTHENTICATION"))
                    .body("detail", containsString("wants a password"));
        }
    }

    @Test
    void search_isForAdminsAndNeedsTheRecorder() {
        String id = agent("Absent finder").get("id");
        Browser.as("staff")
                .body(Map.of("agentId", id))
                .post("/api/cameras/search")
                .then()
                .statusCode(403);
        Browser.as("admin")
                .body(Map.of("agentId", id))
                .post("/api/cameras/search")
                .then()
                .statusCode(503)
                .body("code", equalTo("AGENT_OFFLINE"));
    }

    private static CompletableFuture<ValidatableResponse> later(String what, Map<String, ?> body) {
        return CompletableFuture.supplyAsync(() ->
                Browser.as("admin").body(body).post("/api/cameras/" + what).then());
    }

    private static Map<String, String> agent(String name) {
        return Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("");
    }

    private TestingAgent connected(Map<String, String> made) throws Exception {
        var agent = new TestingAgent(server, made.get("key"), json);
        agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
        agent.hear(ServerMessage.Configure.class);
        return agent;
    }
}
