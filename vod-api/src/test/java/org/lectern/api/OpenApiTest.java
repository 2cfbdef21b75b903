package org.lectern.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class OpenApiTest {
    private static final boolean UPDATE = System.getenv("LECTERN_OPENAPI_UPDATE") != null;
    private static final Path SNAPSHOT = Path.of("../docs/openapi.yaml");

    @Test
    void description_isTheCommittedOne() throws IOException {
        String now = RestAssured.get("/q/openapi").asString();
        if (UPDATE) {
            Files.writeString(SNAPSHOT, now);
        }
        assertThat(now)
                .as("The API has changed. If that is meant, run this test once with LECTERN_OPENAPI_UPDATE=1 in the"
                        + " environment, and commit docs/openapi.yaml.")
                .isEqualTo(Files.readString(SNAPSHOT));
    }
}
