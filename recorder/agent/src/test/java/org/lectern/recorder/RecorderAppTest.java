package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application with neither server nor store in reach: it is ready to record all the same. */
@QuarkusTest
@TestProfile(RecorderAppTest.Alone.class)
class RecorderAppTest {
    /** A spool of its own, and ports where nobody listens. */
    public static class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "lectern.spool-dir",
                                Files.createTempDirectory("lectern-spool").toString(),
                        "lectern.server-url", "http://127.0.0.1:9",
                        "lectern.s3.endpoint", "http://127.0.0.1:9");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TestHTTPResource("/q/health/ready")
    URI ready;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    private static HttpResponse<String> get(URI address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void recorderAlone_isReady_andKeepsItsBooksInTheMetrics() throws Exception {
        assertThat(get(ready).statusCode()).isEqualTo(200);
        assertThat(get(metrics).body())
                .contains("lectern_packets_received_total 0.0")
                .contains("lectern_packets_disk_total 0.0")
                .contains("lectern_packets_gaps_total 0.0")
                .contains("lectern_server_connected 0.0")
                .contains("lectern_spool_waiting_segments 0.0");
    }
}
