package org.lectern.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectern.api.Browser;
import org.lectern.api.TestingAgent;
import org.lectern.catalogue.alarm.AlarmInfo;
import org.lectern.catalogue.alarm.Alarms;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.AlarmKind;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/** A recorder that goes away, or hangs: staff know within ten seconds. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class LostAgentTest {
    private static final Duration PROMISED = Duration.ofSeconds(10);

    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectMapper json;

    @Inject
    Alarms alarms;

    private final Map<String, String> keys = new HashMap<>();

    private String room(String name) {
        Map<String, String> made = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/agents")
                .path("");
        String room = Browser.as("admin")
                .body(Map.of("name", name))
                .post("/api/rooms")
                .path("id");
        Browser.as("admin").body(Map.of("agentId", made.get("id"))).put("/api/rooms/" + room + "/agent");
        keys.put(room, made.get("key"));
        return room;
    }

    private TestingAgent connect(String room) throws Exception {
        var agent = new TestingAgent(server, keys.get(room), json);
        agent.say(new AgentMessage.Hello("test", Instant.now(), 0, List.of()));
        agent.hear(ServerMessage.Configure.class);
        beat(agent);
        return agent;
    }

    private static void beat(TestingAgent agent) throws Exception {
        agent.say(new AgentMessage.Telemetry(Instant.now(), List.of(), new AgentMessage.Spool(1L << 40, 0, 0)));
    }

    /** Asked of the catalogue itself: signing in each time would be counted too. */
    private @Nullable AlarmKind kindIn(String room) {
        return alarms.standing().stream()
                .filter(alarm -> UUID.fromString(room).equals(alarm.roomId()))
                .map(AlarmInfo::kind)
                .findFirst()
                .orElse(null);
    }

    @Test
    void recorderThatIsSilent_isAnAlarmSoon_andNoneWhenItIsBack() throws Exception {
        String hung = room("Lost 1");
        String gone = room("Lost 2");
        String well = room("Lost 3");
        try (TestingAgent hanging = connect(hung);
                TestingAgent beating = connect(well)) {
            connect(gone).close();
            beat(hanging);
            long silentSince = System.nanoTime();
            await().atMost(PROMISED.plusSeconds(10))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        beat(beating);
                        return kindIn(hung) == AlarmKind.AGENT_LOST && kindIn(gone) == AlarmKind.AGENT_LOST;
                    });
            System.out.printf(
                    "A recorder that is silent is an alarm after %.1f s.%n", (System.nanoTime() - silentSince) / 1e9);
            assertThat(kindIn(well)).isNull();
            Browser.as("staff")
                    .get("/api/alarms")
                    .then()
                    .body("find { it.roomId == '" + hung + "' }.severity", equalTo("CRITICAL"));

            beat(hanging);
            try (TestingAgent back = connect(gone)) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    beat(hanging);
                    beat(back);
                    beat(beating);
                    assertThat(kindIn(hung)).isNull();
                    assertThat(kindIn(gone)).isNull();
                });
            }
        }
    }
}
