package org.lectern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;

/** A series that is changed from one lecture on, and one that is imported again and again. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class SeriesTest {
    private static final LocalDateTime TOMORROW = LocalDateTime.now(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .plusDays(1)
            .plusHours(9);

    private static String room(String name) {
        return Browser.as("admin").body(Map.of("name", name)).post("/api/rooms").path("id");
    }

    private static Map<String, Object> body(String room, LocalDateTime startsAt, String rrule) {
        return new HashMap<>(Map.of(
                "roomId",
                room,
                "title",
                "Optics",
                "zone",
                "UTC",
                "startsAt",
                startsAt.toString(),
                "durationMinutes",
                60,
                "rrule",
                rrule,
                "leadInMinutes",
                0,
                "leadOutMinutes",
                15));
    }

    private static JsonPath lectures(String room) {
        return Browser.as("staff")
                .queryParam("roomId", room)
                .queryParam("from", Instant.now().toString())
                .queryParam("until", Instant.now().plus(Duration.ofDays(60)).toString())
                .get("/api/schedule/lectures")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Instant> starts(String room) {
        return lectures(room).getList("startsAt", String.class).stream()
                .map(Instant::parse)
                .toList();
    }

    private static Instant week(int weeks, int hours) {
        return TOMORROW.plusWeeks(weeks).plusHours(hours).toInstant(ZoneOffset.UTC);
    }

    @Test
    void oneLectureAndThoseThatFollow_areChanged_andKeepTheirIds() {
        String room = room("Series 1");
        Browser.as("admin")
                .body(body(room, TOMORROW, "FREQ=WEEKLY;COUNT=5"))
                .post("/api/schedule/events")
                .then()
                .statusCode(201);
        List<String> ids = lectures(room).getList("id");
        Browser.as("admin").post("/api/schedule/lectures/" + ids.get(3) + "/cancel");
        String made = Browser.as("admin")
                .body(body(room, TOMORROW.plusWeeks(2).plusHours(2), "FREQ=WEEKLY;COUNT=5"))
                .put("/api/schedule/lectures/" + ids.get(2) + "/following")
                .then()
                .statusCode(200)
                .body("rrule", equalTo("FREQ=WEEKLY;COUNT=3"))
                .extract()
                .path("id");
        assertThat(starts(room)).containsExactly(week(0, 0), week(1, 0), week(2, 2), week(3, 2), week(4, 2));
        JsonPath now = lectures(room);
        assertThat(now.getList("id")).isEqualTo(ids);
        assertThat(now.getString("[3].state")).isEqualTo("CANCELLED");
        assertThat(now.getString("[4].eventId")).isEqualTo(made).isNotEqualTo(now.getString("[0].eventId"));
        assertThat(Instant.parse(now.getString("[4].recordsUntil")))
                .isEqualTo(week(4, 3).plusSeconds(900));
    }

    @Test
    void oneLectureAndThoseThatFollow_areCancelled() {
        String room = room("Series 2");
        Browser.as("admin").body(body(room, TOMORROW, "FREQ=WEEKLY;COUNT=5")).post("/api/schedule/events");
        List<String> ids = lectures(room).getList("id");
        Browser.as("staff")
                .delete("/api/schedule/lectures/" + ids.get(1) + "/following")
                .then()
                .statusCode(403);
        Browser.as("admin")
                .delete("/api/schedule/lectures/" + ids.get(1) + "/following")
                .then()
                .statusCode(204);
        assertThat(lectures(room).getList("id")).containsExactly(ids.get(0));
        Browser.as("admin")
                .delete("/api/schedule/lectures/" + ids.get(0) + "/following")
                .then()
                .statusCode(204);
        assertThat(starts(room)).isEmpty();
    }

    @Test
    void restOfASeries_thatOverlapsAnother_isRefused_andNothingChanges() {
        String room = room("Series 3");
        Browser.as("admin").body(body(room, TOMORROW, "FREQ=WEEKLY;COUNT=4")).post("/api/schedule/events");
        Browser.as("admin")
                .body(body(room, TOMORROW.plusHours(3), "FREQ=WEEKLY;COUNT=4"))
                .post("/api/schedule/events");
        List<Instant> before = starts(room);
        String second = lectures(room).getString("[2].id");
        Browser.as("admin")
                .body(body(room, TOMORROW.plusWeeks(1).plusHours(3), "FREQ=WEEKLY;COUNT=4"))
                .put("/api/schedule/lectures/" + second + "/following")
                .then()
                .statusCode(409)
                .body("detail", containsString("overlaps Optics"));
        assertThat(starts(room)).isEqualTo(before);
    }

    @Test
    void calendar_thatIsImportedAgain_updatesByUid_andCancels() {
        String room = room("Series 4");
        imported(vevent("RRULE:FREQ=WEEKLY;COUNT=3\nRDATE:" + utc(TOMORROW.plusDays(1)) + "\n", TOMORROW))
                .body("applied", equalTo(true))
                .body("created", equalTo(1));
        assertThat(starts(room)).containsExactly(week(0, 0), week(0, 24), week(1, 0), week(2, 0));
        List<String> ids = lectures(room).getList("id");

        imported(vevent("RRULE:FREQ=WEEKLY;COUNT=3\nRDATE:" + utc(TOMORROW.plusDays(1)) + "\n", TOMORROW))
                .body("unchanged", equalTo(1));
        imported(vevent("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:" + utc(TOMORROW.plusWeeks(1)) + "\n", TOMORROW))
                .body("changed", equalTo(1))
                .body("created", equalTo(0));
        assertThat(starts(room)).containsExactly(week(0, 0), week(2, 0));
        assertThat(lectures(room).getList("id")).containsExactly(ids.get(0), ids.get(3));

        imported(vevent("RRULE:FREQ=WEEKLY;COUNT=3\n", TOMORROW.plusHours(1))
                        + "BEGIN:VEVENT\nUID:optics\nSTATUS:CANCELLED\nRECURRENCE-ID:"
                        + utc(TOMORROW.plusWeeks(1).plusHours(1)) + "\nEND:VEVENT\n")
                .body("changed", equalTo(1));
        assertThat(starts(room)).containsExactly(week(0, 1), week(1, 1), week(2, 1));
        assertThat(lectures(room).getString("[1].state")).isEqualTo("CANCELLED");
        assertThat(lectures(room).getString("[0].id")).isEqualTo(ids.get(0));

        String gone = "BEGIN:VEVENT\nUID:optics\nSUMMARY:Optics\nSTATUS:CANCELLED\nEND:VEVENT\n";
        imported(gone).body("applied", equalTo(true)).body("cancelled", equalTo(1));
        assertThat(starts(room)).isEmpty();
        imported(gone).body("unchanged", equalTo(1));
    }

    private static String vevent(String rule, LocalDateTime start) {
        return "BEGIN:VEVENT\nUID:optics\nSUMMARY:Optics\nLOCATION:Series 4\nDTSTART:" + utc(start)
                + "\nDURATION:PT1H\n" + rule + "END:VEVENT\n";
    }

    private static String utc(LocalDateTime time) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").format(time);
    }

    private static ValidatableResponse imported(String events) {
        String text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + events + "END:VCALENDAR\n";
        return Browser.as("admin")
                .contentType("text/calendar")
                .queryParam("dryRun", false)
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/api/schedule/import")
                .then()
                .statusCode(200);
    }
}
