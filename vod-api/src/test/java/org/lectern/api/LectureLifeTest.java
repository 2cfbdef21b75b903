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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.TrackState;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.control.ServerMessage;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;

/** A lecture from Start to playback, with an agent on a real WebSocket and media in a real store. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class LectureLifeTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Inject
    ObjectStore store;

    @Inject
    PublicationWork publications;

    @Test
    void lecture_isRecordedShownAndPlayed() throws Exception {
        String key = newAgent("Recorder of life");
        String agentId = agentId("Recorder of life");
        String room = roomServedBy("Room of life", agentId);

        Browser.as("staff")
                .body(Map.of("roomId", room))
                .post("/api/captures")
                .then()
                .statusCode(503)
                .body("code", equalTo("AGENT_OFFLINE"));

        try (var agent = new TestingAgent(server, key, json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            ServerMessage.Configure configure = agent.hear(ServerMessage.Configure.class);
            assertThat(configure.rooms().getFirst().devices().getFirst().url()).contains("s3cret");

            String capture = Browser.as("staff")
                    .body(Map.of("roomId", room, "title", "Life"))
                    .post("/api/captures")
                    .then()
                    .statusCode(201)
                    .body("state", equalTo("REQUESTED"))
                    .extract()
                    .path("id");
            ServerMessage.Start start = agent.hear(ServerMessage.Start.class);
            assertThat(start.captureId()).hasToString(capture);
            agent.say(new AgentMessage.Ack(start.command(), null));
            agent.say(telemetry(start));
            await().untilAsserted(() -> Browser.as("staff")
                    .get("/api/captures/" + capture)
                    .then()
                    .body("state", equalTo("RECORDING"))
                    .body("agentOnline", equalTo(true))
                    .body("tracks", hasSize(1))
                    .body("tracks[0].name", equalTo("Camera"))
                    .body("tracks[0].problem.code", equalTo("DEVICE_UNREACHABLE")));

            Browser.as("staff")
                    .post("/api/captures/" + capture + "/stop")
                    .then()
                    .statusCode(202);
            agent.say(new AgentMessage.Ack(agent.hear(ServerMessage.Stop.class).command(), null));

            CaptureReport report = report(start);
            given().header("Authorization", "Bearer wrong")
                    .contentType("application/json")
                    .body(json.writeValueAsString(report))
                    .post("/api/agent/captures/" + capture + "/report")
                    .then()
                    .statusCode(401);
            given().header("Authorization", "Bearer " + key)
                    .contentType("application/json")
                    .body(json.writeValueAsString(report))
                    .post("/api/agent/captures/" + capture + "/report")
                    .then()
                    .statusCode(200)
                    .body("tracks[0].entries", equalTo(1));
            Browser.as("staff").get("/api/captures/" + capture).then().body("state", equalTo("COMPLETE"));

            playback(start.lectureId());
        }
    }

    private void playback(UUID lecture) {
        Browser.as("student")
                .post("/api/lectures/" + lecture + "/grants")
                .then()
                .statusCode(409);
        String publication = Browser.as("staff")
                .get("/api/lectures/" + lecture)
                .then()
                .extract()
                .path("publications[0].id");
        publications.markViewsPublished(
                UUID.fromString(publication),
                List.of(new PublishedView("presenter", DeviceRole.PRESENTER, MediaKind.VIDEO)));
        store.put(
                "pub/" + lecture + "/1/presenter.m3u8",
                "#EXTM3U\n0123456789".getBytes(StandardCharsets.US_ASCII),
                ObjectHeaders.immutable("application/vnd.apple.mpegurl"));
        String url = Browser.as("student")
                .post("/api/lectures/" + lecture + "/grants")
                .then()
                .statusCode(200)
                .body("views[0].mutedUrl", containsString("presenter.muted.m3u8"))
                .extract()
                .path("views[0].url");

        Response whole = given().get(url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.asString()).isEqualTo("#EXTM3U\n0123456789");
        assertThat(whole.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(whole.header("Cache-Control")).contains("immutable");
        given().header("If-None-Match", whole.header("ETag")).get(url).then().statusCode(304);
        given().head(url).then().statusCode(200).header("Content-Length", "18");
        given().header("Range", "bytes=8-10")
                .get(url)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 8-10/18")
                .body(equalTo("012"));
        given().header("Range", "bytes=99-").get(url).then().statusCode(416);
        given().get(url.replace("presenter", "nothing")).then().statusCode(404);

        int dot = url.indexOf('.');
        given().get(url.substring(0, dot + 1) + "AAAA" + url.substring(dot + 5))
                .then()
                .statusCode(403)
                .body("code", equalTo("GRANT_INVALID"));
        given().get(url.replaceFirst("/play/\\d+", "/play/1000000000")).then().statusCode(403);
        given().get(url.replace("/1/", "/2/")).then().statusCode(403);
        given().urlEncodingEnabled(false)
                .get(url.replace("presenter.m3u8", "..%2f..%2f..%2fsrc%2fx"))
                .then()
                .statusCode(403);

        Browser.as("admin")
                .body(Map.of("published", false))
                .patch("/api/lectures/" + lecture)
                .then()
                .statusCode(200);
        Browser.as("student")
                .post("/api/lectures/" + lecture + "/grants")
                .then()
                .statusCode(404);
        Browser.as("student").get("/api/lectures?q=life").then().body("total", equalTo(0));
        Browser.as("staff").get("/api/lectures?q=life").then().body("total", equalTo(1));
        Browser.as("admin")
                .body(Map.of("title", "Renamed", "published", true))
                .patch("/api/lectures/" + lecture)
                .then()
                .body("title", equalTo("Renamed"));
        Browser.as("admin")
                .body(Map.of("language", "FR-ca"))
                .patch("/api/lectures/" + lecture)
                .then()
                .statusCode(200)
                .body("language", equalTo("fr-CA"));
        Browser.as("admin")
                .body("{\"language\":null}")
                .patch("/api/lectures/" + lecture)
                .then()
                .body("language", equalTo(null));
        Browser.as("admin")
                .body(Map.of("language", "no language at all"))
                .patch("/api/lectures/" + lecture)
                .then()
                .statusCode(400);
        Browser.as("student").get("/api/lectures?q=renam").then().body("items[0].views[0]", equalTo("presenter"));
    }

    @Test
    void agentWithAWrongKey_isTurnedAway() throws Exception {
        try (var agent = new TestingAgent(server, "wrong", json)) {
            await().until(agent::isClosed);
            assertThat(agent.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void agentThatTalksNonsense_isCutOff() throws Exception {
        String key = newAgent("Nonsense");
        try (var agent = new TestingAgent(server, key, json)) {
            agent.say("{\"type\":\"weather\"}");
            await().until(agent::isClosed);
            assertThat(agent.closeCode()).isEqualTo(1007);
        }
    }

    private static AgentMessage.Telemetry telemetry(ServerMessage.Start start) {
        var device = start.room().devices().getFirst();
        return new AgentMessage.Telemetry(
                Instant.now(),
                List.of(new AgentMessage.TrackTelemetry(
                        start.captureId(),
                        device.id(),
                        null,
                        device.role(),
                        null,
                        TrackState.GAP,
                        null,
                        0,
                        0,
                        0,
                        1,
                        new AgentMessage.Problem(ErrorCode.DEVICE_UNREACHABLE, "Nothing answers."))),
                new AgentMessage.Spool(1L << 40, 0, 0));
    }

    private static CaptureReport report(ServerMessage.Start start) {
        var device = start.room().devices().getFirst();
        Instant epoch = Instant.now();
        var segment = new TrackEntry.Segment(
                0,
                0,
                6_000_000,
                0,
                0,
                6_000_000,
                epoch,
                SourceFormat.video(Codec.H264, 640, 360, new FrameRate(25, 1)),
                "src/x.mp4",
                1,
                "00",
                150);
        return new CaptureReport(
                start.lectureId(),
                start.room().id(),
                start.title(),
                epoch,
                epoch.plusSeconds(6),
                List.of(new CaptureReport.Track(
                        UUID.randomUUID(),
                        device.id(),
                        device.name(),
                        device.role(),
                        MediaKind.VIDEO,
                        1,
                        segment.endUs() - segment.startUs(),
                        0,
                        List.of(segment))));
    }

    private static String newAgent(String name) {
        return Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static String agentId(String name) {
        return Browser.as("admin").get("/api/agents").path("find { it.name == '" + name + "' }.id");
    }

    private static String roomServedBy(String name, String agentId) {
        String room = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/rooms")
                .then()
                .extract()
                .path("id");
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", "rtsp://user:s3cret@192.0.2.1/live"))
                .post("/api/rooms/" + room + "/devices")
                .then()
                .statusCode(201);
        Browser.as("admin")
                .body(Map.of("agentId", agentId))
                .put("/api/rooms/" + room + "/agent")
                .then()
                .statusCode(200);
        return room;
    }
}
