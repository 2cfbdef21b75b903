package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.AlarmKind;
import org.lectern.model.control.AgentMessage;

/** Alarms from an agent to staff and to a webhook that fails first; a recorder that goes silent; stills. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class AlarmTest {
    private static final String SECRET = "a secret of sixteen characters";
    private static final byte[] JPEG = {-1, (byte) 0xd8, -1, (byte) 0xe0, 1, 2, 3};

    @Inject
    ObjectMapper json;

    @TestHTTPResource("/")
    URI server;

    private record Told(String body, String signature) {}

    @Test
    void alarm_isShown_toldToTheWebhook_andCleared_andALostRecorderIsAnAlarm() throws Exception {
        var told = new CopyOnWriteArrayList<Told>();
        var requests = new AtomicInteger();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int number = requests.incrementAndGet();
            if (number == 2) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            if (number > 2) {
                told.add(new Told(
                        new String(body, StandardCharsets.UTF_8),
                        exchange.getRequestHeaders().getFirst("X-Lectern-Signature")));
            }
            // First it fails, then it sends elsewhere, which nobody follows.
            exchange.sendResponseHeaders(number == 1 ? 500 : number == 2 ? 307 : 204, -1);
            exchange.close();
        });
        hook.start();
        try {
            String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
            webhook("file:///etc/passwd").statusCode(400);
            webhook(url).statusCode(200).body("url", equalTo(url));
            Browser.as("staff").get("/api/webhook").then().statusCode(403);
            lifeOfAnAlarm(told);
        } finally {
            Browser.as("admin").delete("/api/webhook").then().statusCode(204);
            hook.stop(0);
        }
    }

    private io.restassured.response.ValidatableResponse webhook(String url) {
        return Browser.as("admin")
                .body(Map.of("url", url, "secret", SECRET))
                .put("/api/webhook")
                .then();
    }

    private void lifeOfAnAlarm(List<Told> told) throws Exception {
        var made = Browser.as("admin")
                .body(Map.of("name", "Recorder of alarms"))
                .post("/api/agents")
                .then()
                .statusCode(201)
                .extract();
        String key = made.path("key");
        String room = Browser.as("admin")
                .body(Map.of("name", "Room of alarms"))
                .post("/api/rooms")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Browser.as("admin")
                .body(Map.of("agentId", made.path("id")))
                .put("/api/rooms/" + room + "/agent")
                .then()
                .statusCode(200);
        UUID device = UUID.fromString(Browser.as("admin")
                .body(Map.of("name", "Mixer", "role", "PRESENTER", "url", "rtsp://127.0.0.1/a"))
                .post("/api/rooms/" + room + "/devices")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        still(key, device);

        try (var agent = new TestingAgent(server, key, json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            var silent =
                    new AgentMessage.Alarm(UUID.randomUUID(), device, AlarmKind.SILENT, "Unmute it.", Instant.now());
            agent.say(telemetry(List.of(silent)));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> Browser.as("staff")
                            .get("/api/alarms")
                            .then()
                            .body("find { it.roomId == '" + room + "' }.kind", equalTo("SILENT")));
            String id = Browser.as("staff")
                    .get("/api/alarms")
                    .then()
                    .extract()
                    .path("find { it.roomId == '" + room + "' }.id");
            Browser.as("staff")
                    .post("/api/alarms/" + id + "/acknowledge")
                    .then()
                    .body("acknowledgedBy", equalTo("staff"))
                    .body("deviceName", equalTo("Mixer"))
                    .body("severity", equalTo("CRITICAL"));
            Browser.as("student").get("/api/alarms").then().statusCode(403);

            await().atMost(Duration.ofSeconds(30)).until(() -> !told.isEmpty());
            assertThat(told.getFirst().body()).contains("\"event\":\"raised\"", "\"kind\":\"SILENT\"", "Unmute it.");
            assertThat(told.getFirst().signature())
                    .isEqualTo("sha256=" + hmac(told.getFirst().body()));

            agent.say(telemetry(List.of()));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> Browser.as("staff")
                            .get("/api/alarms")
                            .then()
                            .body("id", org.hamcrest.Matchers.not(hasItem(id))));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> told.stream().anyMatch(one -> one.body().contains("\"event\":\"cleared\"")));
            Browser.as("staff").get("/api/alarms/history?roomId=" + room).then().body("id", hasItem(id));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Browser.as("staff")
                        .get("/api/alarms")
                        .then()
                        .body("find { it.roomId == '" + room + "' }.kind", equalTo("AGENT_LOST")));
        given().get("/q/metrics").then().statusCode(200);
    }

    private void still(String key, UUID device) {
        String path = "/api/agent/stills/" + device;
        given().contentType("image/jpeg").body(JPEG).put(path).then().statusCode(401);
        var agent = Map.of("Authorization", "Bearer " + key);
        given().headers(agent)
                .contentType("image/jpeg")
                .body(JPEG)
                .put("/api/agent/stills/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        given().headers(agent)
                .contentType("image/jpeg")
                .body("<svg>".getBytes(StandardCharsets.UTF_8))
                .put(path)
                .then()
                .statusCode(400);
        given().headers(agent)
                .contentType("image/jpeg")
                .body(JPEG)
                .put(path)
                .then()
                .statusCode(204);
        String seen = "/api/devices/" + device + "/still";
        String tag =
                Browser.as("staff").get(seen).then().statusCode(200).extract().header("ETag");
        Browser.as("staff").header("If-None-Match", tag).get(seen).then().statusCode(304);
        Browser.as("student").get(seen).then().statusCode(403);
    }

    private static AgentMessage.Telemetry telemetry(List<AgentMessage.Alarm> alarms) {
        return new AgentMessage.Telemetry(
                Instant.now(), List.of(), new AgentMessage.Spool(1L << 40, 0, 0), List.of(), alarms);
    }

    private static String hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
