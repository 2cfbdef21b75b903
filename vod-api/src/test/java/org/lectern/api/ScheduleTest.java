package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.DeviceRole;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.PlannedCapture;
import org.lectern.model.control.ServerMessage;

/** Lectures that are planned, and agents that record them by the clock. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class ScheduleTest {
    /** Next day at nine, so that nothing has begun. */
    private static final LocalDateTime TOMORROW = LocalDateTime.now(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .plusDays(1)
            .plusHours(9);

    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Test
    void series_isPlannedMovedCancelledAndRestored() {
        String room = room("Room of series");
        plan(room, "Physics", TOMORROW, 90, "FREQ=WEEKLY;COUNT=3").statusCode(201);
        List<Map<String, Object>> lectures = lectures(room).getList("");
        assertThat(lectures).hasSize(3).allSatisfy(lecture -> {
            assertThat(lecture.get("state")).isEqualTo("PLANNED");
            assertThat(lecture.get("series")).isEqualTo(true);
            assertThat(Instant.parse((String) lecture.get("recordsFrom")))
                    .isEqualTo(Instant.parse((String) lecture.get("startsAt")).minusSeconds(300));
        });

        String second = (String) lectures.get(1).get("id");
        Browser.as("admin")
                .body(Map.of(
                        "startsAt", TOMORROW.plusDays(8).toString(),
                        "endsAt", TOMORROW.plusDays(8).plusHours(1).toString()))
                .put("/api/schedule/lectures/" + second)
                .then()
                .statusCode(200)
                .body("moved", equalTo(true))
                .body("id", equalTo(second));
        Browser.as("admin")
                .post("/api/schedule/lectures/" + second + "/cancel")
                .then()
                .body("state", equalTo("CANCELLED"));
        Browser.as("admin")
                .post("/api/schedule/lectures/" + second + "/restore")
                .then()
                .body("state", equalTo("PLANNED"));

        String event = (String) lectures.getFirst().get("eventId");
        Map<String, Object> later = body(room, "Physics", TOMORROW.plusHours(2), 90, "FREQ=WEEKLY;COUNT=3");
        Browser.as("admin")
                .body(later)
                .put("/api/schedule/events/" + event)
                .then()
                .statusCode(200);
        JsonPath after = lectures(room);
        assertThat(after.getString("[0].id")).isEqualTo(lectures.getFirst().get("id"));
        assertThat(after.getString("[0].startsAt"))
                .isEqualTo(TOMORROW.plusHours(2).toInstant(ZoneOffset.UTC).toString());

        Browser.as("staff").delete("/api/schedule/events/" + event).then().statusCode(403);
        Browser.as("admin").delete("/api/schedule/events/" + event).then().statusCode(204);
        assertThat(lectures(room).getList("")).isEmpty();
    }

    @Test
    void twoLecturesAtOnce_areAConflictThatNamesTheOther() {
        String room = room("Room of conflicts");
        plan(room, "Chemistry", TOMORROW, 90, "FREQ=WEEKLY;COUNT=5").statusCode(201);
        plan(room, "Biology", TOMORROW.plusMinutes(90), 90, "FREQ=WEEKLY;COUNT=5")
                .statusCode(201);
        plan(room, "Physics", TOMORROW.plusWeeks(2).plusHours(1), 60, null)
                .statusCode(409)
                .body("code", equalTo("CONFLICT"))
                .body("detail", containsString("overlaps Chemistry in Room of conflicts"))
                .body("detail", containsString("09:00–10:30"));
        plan(room, "Physics", TOMORROW.minusHours(9), 60, "FREQ=HOURLY").statusCode(400);
        plan(room, "Marathon", TOMORROW.plusDays(3), 1440, "FREQ=WEEKLY;COUNT=1;BYDAY=MO,TU,WE,TH,FR,SA,SU")
                .statusCode(201);
        Map<String, Object> mars = body(room, "Physics", TOMORROW, 60, null);
        mars.put("zone", "Mars/Olympus");
        Browser.as("admin")
                .body(mars)
                .post("/api/schedule/events")
                .then()
                .statusCode(400)
                .body("detail", containsString("Europe/Berlin"));
        Browser.as("student").get("/api/schedule/lectures").then().statusCode(403);
    }

    @Test
    void agent_isToldTheScheduleOnHelloAndAfterEachChange() throws Exception {
        String key = agent("Recorder of schedules");
        String room = servedRoom("Room of schedules", "Recorder of schedules");
        plan(room, "Physics", TOMORROW, 90, null).statusCode(201);
        try (var agent = new TestingAgent(server, key, json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            agent.hear(ServerMessage.Configure.class);
            PlannedCapture planned =
                    agent.hear(ServerMessage.Schedule.class).captures().getFirst();
            assertThat(planned.title()).isEqualTo("Physics");
            assertThat(planned.room().devices().getFirst().url()).contains("s3cret");
            assertThat(planned.startsAt()).isEqualTo(TOMORROW.minusMinutes(5).toInstant(ZoneOffset.UTC));
            assertThat(planned.endsAt()).isEqualTo(TOMORROW.plusMinutes(100).toInstant(ZoneOffset.UTC));

            plan(room, "Biology", TOMORROW.plusHours(3), 90, null).statusCode(201);
            assertThat(agent.hear(ServerMessage.Schedule.class).captures())
                    .extracting(PlannedCapture::title)
                    .containsExactly("Physics", "Biology");
            Browser.as("admin").post("/api/schedule/lectures/" + planned.captureId() + "/cancel");
            assertThat(agent.hear(ServerMessage.Schedule.class).captures())
                    .extracting(PlannedCapture::title)
                    .containsExactly("Biology");
        }
    }

    @Test
    void captureThatTheAgentBeganAlone_isAsAnyOther() throws Exception {
        String key = agent("Recorder alone");
        String room = servedRoom("Room alone", "Recorder alone");
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        plan(room, "Physics", now.minusMinutes(1), 30, null).statusCode(201);
        try (var agent = new TestingAgent(server, key, json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            PlannedCapture planned =
                    agent.hear(ServerMessage.Schedule.class).captures().getFirst();
            agent.say(telemetry(planned));
            String capture = "/api/captures/" + planned.captureId();
            await().untilAsserted(() -> Browser.as("staff")
                    .get(capture)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("RECORDING"))
                    .body("title", equalTo("Physics"))
                    .body("lectureId", equalTo(planned.lectureId().toString()))
                    .body("plannedUntil", equalTo(planned.endsAt().toString())));
            Browser.as("staff")
                    .get("/api/rooms/" + room)
                    .then()
                    .body("activeCaptureId", equalTo(planned.captureId().toString()));
            Browser.as("staff").body("{}").post(capture + "/marks").then().statusCode(409);

            Instant epoch = Instant.now().minusSeconds(60);
            report(key, planned, epoch, null).statusCode(200);
            agent.say(telemetry(planned));
            Browser.as("staff")
                    .body(Map.of("label", "Question"))
                    .post(capture + "/marks")
                    .then()
                    .statusCode(201)
                    .body("label", equalTo("Question"));
            JsonPath lecture = Browser.as("student")
                    .get("/api/lectures/" + planned.lectureId())
                    .then()
                    .statusCode(200)
                    .body("marks", hasSize(1))
                    .body("chapters", hasSize(0))
                    .extract()
                    .jsonPath();
            assertThat(lecture.getDouble("marks[0].seconds")).isBetween(59.0, 75.0);

            Browser.as("staff")
                    .body(Map.of("minutes", 15))
                    .post(capture + "/extend")
                    .then()
                    .statusCode(202);
            ServerMessage.Extend extend = agent.hear(ServerMessage.Extend.class);
            assertThat(extend.endsAt()).isEqualTo(planned.endsAt().plus(Duration.ofMinutes(15)));
            assertThat(Instant.parse(lectures(room).getString("[0].recordsUntil")))
                    .isEqualTo(extend.endsAt());

            Browser.as("staff").post(capture + "/stop").then().statusCode(202);
            hear(agent, List::isEmpty);
            report(key, planned, epoch, epoch.plusSeconds(60)).statusCode(200);
            assertThat(lectures(room).getString("[0].state")).isEqualTo("RECORDED");
        }
    }

    @Test
    void reportOfAPlannedCapture_beforeAnyTelemetry_makesItFromThePlan() throws Exception {
        String key = agent("Recorder cut off");
        String room = servedRoom("Room cut off", "Recorder cut off");
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        plan(room, "Physics", now.minusMinutes(1), 2, null).statusCode(201);
        JsonPath planned = lectures(room);
        UUID capture = UUID.fromString(planned.getString("[0].id"));
        UUID lecture = UUID.fromString(planned.getString("[0].lectureId"));
        Browser.as("admin")
                .post("/api/schedule/lectures/" + capture + "/cancel")
                .then()
                .statusCode(200);
        var same = new PlannedCapture(
                capture,
                lecture,
                "As the agent knows it",
                new org.lectern.model.control.RoomConfig(UUID.fromString(room), "Room", List.of()),
                Instant.now(),
                Instant.now());
        // It did not hear of the cancellation; what it recorded is kept.
        report(key, same, Instant.now(), Instant.now().plusSeconds(60)).statusCode(200);
        report(key, same, Instant.now(), null).statusCode(200);
        Browser.as("staff")
                .get("/api/lectures/" + lecture)
                .then()
                .body("title", equalTo("Physics"))
                .body("captures", hasSize(1));
    }

    @Test
    void startByHand_duringAPlannedLecture_isThatLecture() throws Exception {
        String key = agent("Recorder by hand");
        String room = servedRoom("Room by hand", "Recorder by hand");
        try (var agent = new TestingAgent(server, key, json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            agent.hear(ServerMessage.Schedule.class);
            Instant end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
            String unplanned = Browser.as("staff")
                    .body(Map.of("roomId", room, "title", "Now", "endsAt", end.toString()))
                    .post("/api/captures")
                    .then()
                    .statusCode(201)
                    .body("plannedUntil", equalTo(end.toString()))
                    .extract()
                    .path("id");
            agent.hear(ServerMessage.Start.class);
            assertThat(agent.hear(ServerMessage.Extend.class).endsAt()).isEqualTo(end);
            Browser.as("staff")
                    .post("/api/captures/" + unplanned + "/stop")
                    .then()
                    .statusCode(202);
            report(
                            key,
                            new PlannedCapture(
                                    UUID.fromString(unplanned),
                                    UUID.randomUUID(),
                                    "",
                                    new org.lectern.model.control.RoomConfig(UUID.fromString(room), "", List.of()),
                                    end,
                                    end),
                            Instant.now(),
                            Instant.now())
                    .statusCode(200);

            LocalDateTime soon = LocalDateTime.now(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusMinutes(8);
            plan(room, "Physics", soon, 30, null).statusCode(201);
            plan(room, "Biology", soon.plusMinutes(45), 30, null).statusCode(201);
            PlannedCapture planned =
                    hear(agent, captures -> captures.size() == 2).getFirst();
            Browser.as("staff")
                    .body(Map.of("roomId", room))
                    .post("/api/captures")
                    .then()
                    .statusCode(201)
                    .body("id", equalTo(planned.captureId().toString()))
                    .body("title", equalTo("Physics"));
            Browser.as("staff")
                    .body(Map.of("minutes", 60))
                    .post("/api/captures/" + planned.captureId() + "/extend")
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("Biology begins here at"));
        }
    }

    @Test
    void importOfATerm_isAllOrNothing_andTheSameFileAgainChangesNothing() {
        String room = room("Room of a term");
        String good = "room;title;date;start;end;repeat\n" + "Room of a term;Physics;" + TOMORROW.toLocalDate()
                + ";09:00;10:30;FREQ=WEEKLY;COUNT=3\n";
        good = good.replace("FREQ=WEEKLY;COUNT=3", "\"FREQ=WEEKLY;COUNT=3\"");
        String bad = good
                + "Room of a term;Biology;" + TOMORROW.toLocalDate() + ";10:00;11:00;\n"
                + "Room of nothing;Biology;" + TOMORROW.toLocalDate() + ";10:00;11:00;\n";
        importTerm(bad, true)
                .body("applied", equalTo(false))
                .body("wrong", equalTo(2))
                .body("lines[0].outcome", equalTo("CREATED"))
                .body("lines[1].line", equalTo(3))
                .body("lines[1].problem", containsString("overlaps Physics"))
                .body("lines[2].problem", containsString("There is no room Room of nothing"));
        importTerm(bad, false).body("applied", equalTo(false));
        importTerm(good, true).body("applied", equalTo(false)).body("created", equalTo(1));
        assertThat(lectures(room).getList("")).isEmpty();

        importTerm(good, false).body("applied", equalTo(true)).body("created", equalTo(1));
        List<String> ids = lectures(room).getList("id");
        assertThat(ids).hasSize(3);
        importTerm(good, false).body("unchanged", equalTo(1)).body("created", equalTo(0));
        assertThat(lectures(room).getList("id")).isEqualTo(ids);
    }

    private static ValidatableResponse importTerm(String csv, boolean dryRun) {
        return Browser.as("admin")
                .contentType("text/csv")
                .queryParam("dryRun", dryRun)
                .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/schedule/import")
                .then()
                .statusCode(200);
    }

    /** The next schedule of a kind; others are passed over. */
    private static List<PlannedCapture> hear(TestingAgent agent, Predicate<List<PlannedCapture>> wanted)
            throws Exception {
        while (true) {
            List<PlannedCapture> captures =
                    agent.hear(ServerMessage.Schedule.class).captures();
            if (wanted.test(captures)) {
                return captures;
            }
        }
    }

    private ValidatableResponse report(String key, PlannedCapture planned, Instant epoch, Instant closedAt)
            throws Exception {
        var report = new CaptureReport(
                planned.lectureId(), planned.room().id(), planned.title(), epoch, closedAt, List.of());
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(json.writeValueAsString(report))
                .post("/api/agent/captures/" + planned.captureId() + "/report")
                .then();
    }

    private static AgentMessage.Telemetry telemetry(PlannedCapture planned) {
        return new AgentMessage.Telemetry(
                Instant.now(),
                List.of(new AgentMessage.TrackTelemetry(
                        planned.captureId(),
                        planned.room().devices().getFirst().id(),
                        null,
                        DeviceRole.PRESENTER,
                        null,
                        TrackState.WAITING,
                        null,
                        0,
                        0,
                        0,
                        0,
                        null)),
                new AgentMessage.Spool(1L << 40, 0, 0));
    }

    private static Map<String, Object> body(
            String room, String title, LocalDateTime startsAt, int minutes, String rrule) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "roomId",
                room,
                "title",
                title,
                "zone",
                "UTC",
                "startsAt",
                startsAt.toString(),
                "durationMinutes",
                minutes));
        body.put("rrule", rrule);
        return body;
    }

    private static ValidatableResponse plan(
            String room, String title, LocalDateTime startsAt, int minutes, String rrule) {
        return Browser.as("admin")
                .body(body(room, title, startsAt, minutes, rrule))
                .post("/api/schedule/events")
                .then();
    }

    private static JsonPath lectures(String room) {
        return Browser.as("staff")
                .queryParam("roomId", room)
                .queryParam("from", Instant.now().minus(Duration.ofDays(1)).toString())
                .queryParam("until", Instant.now().plus(Duration.ofDays(30)).toString())
                .get("/api/schedule/lectures")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String agent(String name) {
        return Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static String room(String name) {
        return Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/rooms")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String servedRoom(String name, String agent) {
        String room = room(name);
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", "rtsp://user:s3cret@192.0.2.1/live"))
                .post("/api/rooms/" + room + "/devices")
                .then()
                .statusCode(201);
        String id = Browser.as("admin").get("/api/agents").path("find { it.name == '" + agent + "' }.id");
        Browser.as("admin")
                .body(Map.of("agentId", id))
                .put("/api/rooms/" + room + "/agent")
                .then()
                .statusCode(200);
        return room;
    }
}
