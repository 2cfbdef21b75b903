package org.lectern.api.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.api.Browser;
import org.lectern.api.TestingAgent;
import org.lectern.catalogue.rehearsal.Rehearsals;
import org.lectern.catalogue.room.RoomCatalogue;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.RehearsalReport;
import org.lectern.model.control.ServerMessage;

/** The nightly run, with a clock that the test moves. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class NightTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Inject
    Rehearsals rehearsals;

    @Inject
    RehearsalCaller caller;

    @Inject
    RoomCatalogue rooms;

    /** Night began a minute ago: what the catalogue, whose clock is the real one, writes down comes after it. */
    private final Instant begin = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

    private Instant now = begin;

    private Night night() {
        var clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        var hours = new RehearsalHours(LocalTime.ofInstant(begin, ZoneOffset.UTC), ZoneOffset.UTC, Duration.ofHours(3));
        return new Night(rehearsals, caller, rooms, clock, hours);
    }

    private record Served(String room, TestingAgent agent) implements AutoCloseable {
        @Override
        public void close() {
            agent.close();
        }
    }

    private Served served(String name) throws Exception {
        Map<String, String> made = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .path("");
        String room = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/rooms")
                .path("id");
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", "rtsp://192.0.2.1/live"))
                .post("/api/rooms/" + room + "/devices");
        Browser.as("admin").body(Map.of("agentId", made.get("id"))).put("/api/rooms/" + room + "/agent");
        var agent = new TestingAgent(server, made.get("key"), json);
        agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
        agent.hear(ServerMessage.Configure.class);
        return new Served(room, agent);
    }

    private static String plan(String room, Instant startsAt) {
        Map<String, Object> event = new HashMap<>(Map.of(
                "roomId",
                room,
                "title",
                "Optics",
                "zone",
                "UTC",
                "startsAt",
                startsAt.atOffset(ZoneOffset.UTC).toLocalDateTime().toString(),
                "durationMinutes",
                45,
                "exdates",
                List.of()));
        return Browser.as("admin")
                .body(event)
                .post("/api/schedule/events")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void idleRooms_rehearseOnceANight() throws Exception {
        try (Served one = served("Night 1");
                Served other = served("Night 2")) {
            Night night = night();
            now = begin.minusSeconds(1);
            night.look();
            assertThat(rehearsals.lastAsked(UUID.fromString(one.room))).isNull();
            now = begin;
            night.look();
            assertThat(one.agent.hear(ServerMessage.Rehearse.class).room().name())
                    .isEqualTo("Night 1");
            assertThat(other.agent.hear(ServerMessage.Rehearse.class).room().name())
                    .isEqualTo("Night 2");
            Instant asked = rehearsals.lastAsked(UUID.fromString(one.room));
            now = begin.plusSeconds(7_000);
            night.look();
            assertThat(rehearsals.lastAsked(UUID.fromString(one.room))).isEqualTo(asked);
        }
    }

    @Test
    void roomThatWillSoonRecord_isLeftAlone_andRehearsesWhenItIsFree() throws Exception {
        try (Served busy = served("Night 3")) {
            String event = plan(busy.room, Instant.now().plus(Duration.ofMinutes(6)));
            Night night = night();
            night.look();
            assertThat(rehearsals.lastAsked(UUID.fromString(busy.room))).isNull();
            Browser.as("admin").delete("/api/schedule/events/" + event).then().statusCode(204);
            now = begin.plusSeconds(60);
            night.look();
            busy.agent.hear(ServerMessage.Rehearse.class);
        }
    }

    @Test
    void roomWhoseRecorderIsOffAtNight_hasFailed_andRehearsesWhenItIsBack() throws Exception {
        Map<String, String> made = Browser.as("admin")
                .body(Map.of("name", "Night 5"))
                .post("/api/agents")
                .path("");
        String room = Browser.as("admin")
                .body(Map.of("name", "Night 5"))
                .post("/api/rooms")
                .path("id");
        Browser.as("admin").body(Map.of("agentId", made.get("id"))).put("/api/rooms/" + room + "/agent");
        Night night = night();
        night.look();
        UUID id = UUID.fromString(room);
        Instant asked = rehearsals.lastAsked(id);
        assertThat(rehearsals.newest())
                .filteredOn(one -> one.roomId().equals(id))
                .singleElement()
                .satisfies(one -> assertThat(one.findings().getFirst().text()).contains("not connected"));
        now = begin.plusSeconds(60);
        night.look();
        assertThat(rehearsals.lastAsked(id)).isEqualTo(asked);
        try (var agent = new TestingAgent(server, made.get("key"), json)) {
            agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
            agent.hear(ServerMessage.Configure.class);
            now = begin.plusSeconds(120);
            night.look();
            agent.hear(ServerMessage.Rehearse.class);
            night.look();
            assertThat(rehearsals.wasAway(id)).isFalse();
        }
    }

    @Test
    void roomWhoseRecorderRefuses_isTriedAgain_andKeepsWhatWasFoundBefore() throws Exception {
        try (Served room = served("Night 4")) {
            Night night = night();
            night.look();
            ServerMessage.Rehearse first = room.agent.hear(ServerMessage.Rehearse.class);
            room.agent.say(new AgentMessage.Rehearsed(
                    first.rehearsalId(), null, new AgentMessage.Problem(ErrorCode.CONFLICT, "Recording.")));
            UUID id = UUID.fromString(room.room);
            await().until(() -> rehearsals.lastAsked(id) == null);
            now = begin.plusSeconds(60);
            night.look();
            ServerMessage.Rehearse second = room.agent.hear(ServerMessage.Rehearse.class);
            assertThat(second.rehearsalId()).isNotEqualTo(first.rehearsalId());
            room.agent.say(new AgentMessage.Rehearsed(
                    second.rehearsalId(),
                    new RehearsalReport(Instant.now(), 30, List.of(), List.of(), 1L << 40, 1_000_000, null),
                    null));
            await().until(() -> rehearsals.newest().stream()
                    .anyMatch(one -> one.roomId().equals(id) && one.refusal() == null && one.finishedAt() != null));
            Browser.as("staff").body(Map.of("roomId", room.room)).post("/api/rehearsals");
            ServerMessage.Rehearse third = room.agent.hear(ServerMessage.Rehearse.class);
            room.agent.say(new AgentMessage.Rehearsed(
                    third.rehearsalId(), null, new AgentMessage.Problem(ErrorCode.CONFLICT, "Recording.")));
            await().until(() -> rehearsals.newest().stream()
                    .anyMatch(one -> one.id().equals(second.rehearsalId()) && "Recording.".equals(one.refusal())));
        }
    }
}
