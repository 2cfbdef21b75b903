package org.lectern.transcoder.line;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A worker that looks at its queue often, and takes the time that it needs. */
public class FastQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "lectern.worker.threads", "2",
                "lectern.worker.hurry", "false",
                "lectern.compose.enabled", "false",
                "lectern.worker.poll", "PT0.1S",
                "quarkus.flyway.migrate-at-start", "true");
    }
}
