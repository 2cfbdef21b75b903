package org.lectern.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.embedded.EmbeddedStackResource;

/** The queue of the encoders, as staff see it and admins pause it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class EncodingTest {
    @Inject
    Workers workers;

    @AfterEach
    void resume() {
        workers.resume();
        workers.leave("box/1");
    }

    @Test
    void encoding_isPausedAndResumedByAdmins_andSeenByStaff() {
        workers.seen("box/1", 2, 0, "x264", "nvenc: no card. Check that nvidia-smi works.");
        Browser.as("staff")
                .get("/api/encoding")
                .then()
                .statusCode(200)
                .body("pausedAt", nullValue())
                .body("workers.name", hasItem("box/1"))
                .body("workers.encoder", hasItem("x264"))
                .body("workers.encoderProblem", hasItem("nvenc: no card. Check that nvidia-smi works."));

        Browser.as("staff").post("/api/encoding/pause").then().statusCode(403);
        Browser.as("admin")
                .post("/api/encoding/pause")
                .then()
                .statusCode(200)
                .body("pausedAt", notNullValue())
                .body("pausedBy", equalTo("admin"));
        Browser.as("admin").post("/api/encoding/resume").then().statusCode(200).body("pausedAt", nullValue());
    }

    @Test
    void encoding_isNothingToStudents() {
        Browser.as("student").get("/api/encoding").then().statusCode(403);
    }
}
