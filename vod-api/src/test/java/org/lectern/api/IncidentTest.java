package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.DeviceRole;
import org.lectern.model.GapReason;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;

/** A capture that is not complete, told by its agent alone. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class IncidentTest {
    @Inject
    ObjectMapper json;

    @Test
    void deviceThatDeliveredNothing_isAnIncidentThatStaffAcknowledge() throws Exception {
        String key = Browser.as("admin")
                .body(Map.of("name", "Recorder of incidents"))
                .post("/api/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        UUID capture = UUID.randomUUID();
        given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(json.writeValueAsString(deadCamera()))
                .post("/api/agent/captures/" + capture + "/report")
                .then()
                .statusCode(200);

        Browser.as("student").get("/api/incidents").then().statusCode(403);
        String incident = Browser.as("staff")
                .get("/api/incidents")
                .then()
                .statusCode(200)
                .body("captureId", hasItem(capture.toString()))
                .extract()
                .path("find { it.captureId == '" + capture + "' }.id");
        Browser.as("staff")
                .get("/api/captures/" + capture + "/books")
                .then()
                .body("state", equalTo("INCIDENT"))
                .body("tracks[0].planned", equalTo(20f))
                .body("tracks[0].gaps", equalTo(20f))
                .body("incidents[0].kind", equalTo("NOTHING_RECORDED"))
                .body("incidents[0].track", equalTo("Camera"))
                .body("incidents[0].detail", containsString("the device did not answer"));
        Browser.as("staff")
                .post("/api/incidents/" + incident + "/acknowledge")
                .then()
                .statusCode(200)
                .body("acknowledgedBy", equalTo("staff"));
        Browser.as("staff").get("/api/incidents").then().body("id", not(hasItem(incident)));
        Browser.as("staff").get("/api/captures/" + capture + "/books").then().body("state", equalTo("INCIDENT"));
    }

    private static CaptureReport deadCamera() {
        Instant epoch = Instant.parse("2026-09-01T08:00:00Z");
        return new CaptureReport(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "A bad day",
                epoch,
                epoch.plusSeconds(20),
                List.of(new CaptureReport.Track(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "Camera",
                        DeviceRole.PRESENTER,
                        null,
                        1,
                        0,
                        0,
                        List.of(new TrackEntry.Gap(0, 0, 20_000_000, GapReason.NOT_CONNECTED, 0)))));
    }
}
