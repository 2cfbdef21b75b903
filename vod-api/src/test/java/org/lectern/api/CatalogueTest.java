package org.lectern.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.embedded.EmbeddedStackResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class CatalogueTest {
    private static final String NOBODY = new UUID(0, 0).toString();

    @Test
    void device_neverShowsItsPassword() {
        String room = room("Masked");
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", "rtsp://user:s3cret@192.0.2.1/live"))
                .post("/api/rooms/" + room + "/devices")
                .then()
                .statusCode(201)
                .body("address", containsString("192.0.2.1/live"))
                .body("address", not(containsString("s3cret")));
        Browser.as("staff").get("/api/rooms/" + room).then().statusCode(200).body("devices[0].name", equalTo("Camera"));
        String all = Browser.as("staff").get("/api/rooms").asString();
        org.assertj.core.api.Assertions.assertThat(all).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gopher://192.0.2.1/", "no address", ""})
    void deviceAddressOfNoUse_isAClearError(String url) {
        String room = room("Address " + url.hashCode());
        Browser.as("admin")
                .body(Map.of("name", "Camera", "role", "PRESENTER", "url", url))
                .post("/api/rooms/" + room + "/devices")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("DEVICE_ADDRESS_INVALID"));
    }

    @Test
    void sameName_isAConflict() {
        room("Twice");
        Browser.as("admin")
                .body(Map.of("name", "Twice"))
                .post("/api/rooms")
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"));
    }

    @Test
    void course_isMadeChangedAndRemoved() {
        String id = Browser.as("admin")
                .body(Map.of("code", "PHY1", "title", "Physics"))
                .post("/api/courses")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Browser.as("admin")
                .body(Map.of("code", "PHY1", "title", "Mechanics"))
                .put("/api/courses/" + id)
                .then()
                .statusCode(200)
                .body("title", equalTo("Mechanics"));
        Browser.as("student").get("/api/courses").then().body("find { it.code == 'PHY1' }.title", equalTo("Mechanics"));
        Browser.as("admin").delete("/api/courses/" + id).then().statusCode(204);
    }

    @Test
    void courseLanguage_isKeptAsUsuallyWritten_andOneThatIsNoneRefused() {
        String id = Browser.as("admin")
                .body(Map.of("code", "LNG1", "title", "Languages", "language", "DE_at"))
                .post("/api/courses")
                .then()
                .statusCode(201)
                .body("language", equalTo("de-AT"))
                .extract()
                .path("id");
        Browser.as("admin")
                .body(Map.of("code", "LNG1", "title", "Languages", "language", "Deutsch, bitte"))
                .put("/api/courses/" + id)
                .then()
                .statusCode(400)
                .body("detail", containsString("BCP 47"));
        Browser.as("admin")
                .body(Map.of("code", "LNG1", "title", "Languages"))
                .put("/api/courses/" + id)
                .then()
                .statusCode(200)
                .body("language", nullValue());
        Browser.as("admin").delete("/api/courses/" + id).then().statusCode(204);
    }

    @Test
    void badRequests_areProblemsThatSayWhatIsWrong() {
        Browser.as("admin")
                .body("{\"name\":\"  \"}")
                .post("/api/rooms")
                .then()
                .statusCode(400)
                .body("detail", containsString("name"));
        Browser.as("admin")
                .body("{oops")
                .post("/api/rooms")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_REQUEST"));
        Browser.as("admin").get("/api/rooms/" + NOBODY).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        Browser.as("admin").get("/api/nothing").then().statusCode(404);
        Browser.as("student")
                .get("/api/lectures?limit=0")
                .then()
                .statusCode(400)
                .body("detail", containsString("limit"));
        Browser.as("student").post("/api/lectures/" + NOBODY + "/grants").then().statusCode(404);
        Browser.as("admin")
                .body("{\"colour\":1}")
                .patch("/api/lectures/" + NOBODY)
                .then()
                .statusCode(400)
                .body("detail", containsString("colour"));
    }

    @Test
    void captureInARoomWithoutARecorder_saysWhatToDo() {
        String room = room("Lonely");
        Browser.as("staff")
                .body(Map.of("roomId", room))
                .post("/api/captures")
                .then()
                .statusCode(400)
                .body("detail", containsString("No recorder serves Lonely"));
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
}
