package org.lectern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.capture.Refusals;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.ServerMessage;

/** A recorder that would not begin a capture: staff see why, and it is asked again while the time lasts. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class RefusalTest {
    private static final Problem FULL = new Problem(ErrorCode.DISK_FULL, "The recorder's disk is full. Make room.");

    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Inject
    Refusals refusals;

    private String key;
    private String room;
    private TestingAgent agent;

    private void room(String name) throws Exception {
        Map<String, String> made = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .path("");
        key = made.get("key");
        room = Browser.as("admin").body(Map.of("name", name)).post("/api/rooms").path("id");
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", "rtsp://192.0.2.1/live"))
                .post("/api/rooms/" + room + "/devices");
        Browser.as("admin").body(Map.of("agentId", made.get("id"))).put("/api/rooms/" + room + "/agent");
        agent = new TestingAgent(server, key, json);
        agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
        agent.hear(ServerMessage.Configure.class);
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private static ValidatableResponse capture(UUID id) {
        return Browser.as("staff").get("/api/captures/" + id).then();
    }

    private static ValidatableResponse incidents() {
        return Browser.as("staff").get("/api/incidents").then();
    }

    private static String of(UUID capture) {
        return "find { it.captureId == '" + capture + "' }";
    }

    private ServerMessage.Start start() throws Exception {
        Browser.as("staff")
                .body(Map.of("roomId", room, "title", "Optics"))
                .post("/api/captures")
                .then()
                .statusCode(201);
        return agent.hear(ServerMessage.Start.class);
    }

    private ServerMessage.Start startIfAny() throws Exception {
        try {
            return agent.hear(ServerMessage.Start.class);
        } catch (AssertionError e) {
            return null;
        }
    }

    @Test
    void refusedStart_isAnIncident_andIsAskedForAgainUntilItBegins() throws Exception {
        room("Refusal 1");
        ServerMessage.Start first = start();
        agent.say(new AgentMessage.Ack(first.command(), FULL));
        await().untilAsserted(() -> incidents()
                .body(of(first.captureId()) + ".kind", equalTo("NOT_BEGUN"))
                .body(of(first.captureId()) + ".detail", containsString("disk is full")));
        capture(first.captureId()).body("state", equalTo("REQUESTED")).body("refusal", equalTo(FULL.detail()));
        Browser.as("staff").get("/api/rooms/" + room).then().body("refusal", equalTo(FULL.detail()));

        ServerMessage.Start again = await().atMost(Duration.ofSeconds(40)).until(this::startIfAny, Objects::nonNull);
        assertThat(again.captureId()).isEqualTo(first.captureId());
        assertThat(again.command()).isGreaterThan(first.command());
        assertThat(again.lectureId()).isEqualTo(first.lectureId());
        agent.say(new AgentMessage.Ack(again.command(), null));
        await().untilAsserted(() -> capture(first.captureId()).body("state", equalTo("RECORDING")));
        incidents().body(of(first.captureId()) + ".detail", containsString("began late"));
        Browser.as("staff").get("/api/rooms/" + room).then().body("refusal", nullValue());
    }

    @Test
    void refusedCapture_thatIsStopped_hasFailed_andItsRoomIsFree() throws Exception {
        room("Refusal 2");
        ServerMessage.Start first = start();
        agent.say(new AgentMessage.Ack(first.command(), FULL));
        await().untilAsserted(() -> capture(first.captureId()).body("refusal", equalTo(FULL.detail())));
        Browser.as("staff")
                .post("/api/captures/" + first.captureId() + "/stop")
                .then()
                .statusCode(202);
        ServerMessage.Stop stop = agent.hear(ServerMessage.Stop.class);
        agent.say(new AgentMessage.Ack(stop.command(), new Problem(ErrorCode.NOT_FOUND, "No such capture.")));
        await().untilAsserted(() -> capture(first.captureId()).body("state", equalTo("FAILED")));
        incidents().body(of(first.captureId()) + ".detail", containsString("was not recorded"));
        assertThat(start().captureId()).isNotEqualTo(first.captureId());
    }

    @Test
    void capture_thatWasThoughtToHaveFailed_isTakenWhenItIsReportedAfterAll() throws Exception {
        room("Refusal 3");
        ServerMessage.Start first = start();
        agent.say(new AgentMessage.Ack(first.command(), FULL));
        await().untilAsserted(() -> capture(first.captureId()).body("refusal", equalTo(FULL.detail())));
        Browser.as("staff").post("/api/captures/" + first.captureId() + "/stop");
        agent.say(new AgentMessage.Ack(agent.hear(ServerMessage.Stop.class).command(), null));
        await().untilAsserted(() -> capture(first.captureId()).body("state", equalTo("FAILED")));
        var report = new CaptureReport(
                first.lectureId(),
                UUID.fromString(room),
                "Optics",
                Instant.now().minusSeconds(9),
                null,
                List.of());
        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(json.writeValueAsString(report))
                .post("/api/agent/captures/" + first.captureId() + "/report")
                .then()
                .statusCode(200);
        capture(first.captureId()).body("state", equalTo("RECORDING"));
        Browser.as("staff").get("/api/lectures/" + first.lectureId()).then().body("state", equalTo("RECORDING"));
    }

    @Test
    void plannedCapture_thatTheRecorderCannotBeginByItself_isAnIncident_andFailsWhenItsTimeIsOver() throws Exception {
        room("Refusal 4");
        Instant from = Instant.now().minusSeconds(120);
        Map<String, Object> event = new HashMap<>(Map.of(
                "roomId",
                room,
                "title",
                "Waves",
                "zone",
                "UTC",
                "startsAt",
                from.atOffset(ZoneOffset.UTC).toLocalDateTime().toString(),
                "durationMinutes",
                5,
                "leadInMinutes",
                0,
                "leadOutMinutes",
                0));
        Browser.as("admin").body(event).post("/api/schedule/events").then().statusCode(201);
        ServerMessage.Schedule told = agent.hear(ServerMessage.Schedule.class);
        while (told.captures().isEmpty()) {
            told = agent.hear(ServerMessage.Schedule.class);
        }
        UUID id = told.captures().getFirst().captureId();
        agent.say(new AgentMessage.Telemetry(
                Instant.now(),
                List.of(),
                new AgentMessage.Spool(0, 0, 0),
                List.of(),
                List.of(),
                List.of(new AgentMessage.Refusal(id, FULL), new AgentMessage.Refusal(UUID.randomUUID(), FULL))));
        await().untilAsserted(() -> incidents().body(of(id) + ".detail", containsString("disk is full")));
        capture(id).body("state", equalTo("REQUESTED"));
        Browser.as("staff")
                .queryParam("roomId", room)
                .queryParam("from", from.minusSeconds(60).toString())
                .queryParam("until", from.plusSeconds(600).toString())
                .get("/api/schedule/lectures")
                .then()
                .body("[0].state", equalTo("PLANNED"));

        Browser.as("staff")
                .body(Map.of("endsAt", Instant.now().plusSeconds(2).toString()))
                .post("/api/captures/" + id + "/extend")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            refusals.tryAgain();
            capture(id).body("state", equalTo("FAILED"));
        });
        incidents().body("captureId", hasItem(id.toString())).body(of(id) + ".lostSeconds", not(equalTo(0f)));
    }
}
