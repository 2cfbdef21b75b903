package org.lectern.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.RehearsalReport;
import org.lectern.model.control.ServerMessage;

/** A rehearsal over the real control channel. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class RehearsalTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Test
    void room_isRehearsedAndJudged() throws Exception {
        Map<String, String> made = Browser.as("admin")
                .body(Map.of("name", "Rehearser"))
                .post("/api/agents")
                .path("");
        String room = Browser.as("admin")
                .body(Map.of("name", "Room of rehearsals"))
                .post("/api/rooms")
                .path("id");
        Browser.as("admin").body(Map.of("agentId", made.get("id"))).put("/api/rooms/" + room + "/agent");
        Browser.as("student")
                .body(Map.of("roomId", room))
                .post("/api/rehearsals")
                .then()
                .statusCode(403);
        Browser.as("staff")
                .get("/api/rehearsals/hours")
                .then()
                .statusCode(200)
                .body("at", org.hamcrest.Matchers.nullValue());
        String ours = "find { it.roomId == '" + room + "' }";
        Browser.as("staff")
                .body(Map.of("roomId", room))
                .post("/api/rehearsals")
                .then()
                .statusCode(202)
                .body(ours + ".verdict", equalTo("FAILS"))
                .body(ours + ".findings[0].text", containsString("not connected"));
        try (var agent = new TestingAgent(server, made.get("key"), json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            agent.hear(ServerMessage.Configure.class);
            Browser.as("staff")
                    .body(Map.of("roomId", room))
                    .post("/api/rehearsals")
                    .then()
                    .statusCode(202);
            Browser.as("staff")
                    .body(Map.of("roomId", room))
                    .post("/api/rehearsals")
                    .then()
                    .statusCode(409);
            ServerMessage.Rehearse rehearse = agent.hear(ServerMessage.Rehearse.class);
            agent.say(new AgentMessage.Rehearsed(
                    rehearse.rehearsalId(),
                    new RehearsalReport(Instant.now(), 30, List.of(), List.of(), 1L << 40, 1_000_000, null),
                    null));
            await().untilAsserted(() -> Browser.as("staff")
                    .get("/api/rehearsals")
                    .then()
                    .body(ours + ".findings[0].text", containsString("no devices")));
        }
    }
}
