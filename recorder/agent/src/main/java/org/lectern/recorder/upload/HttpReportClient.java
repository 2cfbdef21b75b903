package org.lectern.recorder.upload;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.lectern.model.control.CaptureReport;
import org.lectern.recorder.spool.Json;

/** Reports over HTTP: {@code POST /api/agent/captures/{captureId}/report} with the agent's key. */
public final class HttpReportClient implements ReportClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI server;
    private final String key;

    public HttpReportClient(HttpClient client, URI server, String key) {
        this.client = client;
        this.server = server;
        this.key = key;
    }

    @Override
    public CaptureReport.Accepted send(UUID captureId, CaptureReport report) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/agent/captures/" + captureId + "/report"))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(report)))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the server answered %d to a report".formatted(response.statusCode()));
        }
        return Json.MAPPER.readValue(response.body(), CaptureReport.Accepted.class);
    }
}
