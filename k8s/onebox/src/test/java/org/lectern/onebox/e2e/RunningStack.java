package org.lectern.onebox.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.lectern.embedded.TestingStack;

/**
 * The three apps as the processes that they are in production, on a real PostgreSQL and a real S3
 * endpoint; one stack for all end-to-end tests of a run.
 */
final class RunningStack implements AutoCloseable {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    static final Path LOGS = Path.of("target/e2e-logs").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(180);
    private static final String PASSWORD = "lectern";
    /** However busy the machine is, a test knows which chunks there will be. */
    private static final Map<String, String> TAKING_THEIR_TIME = Map.of("LECTERN_WORKER_HURRY", "false");

    private static final String AGENT_KEY = "e2e-agent-key-0123456789";

    private final TestingStack stores = TestingStack.start();
    private final List<Process> processes = new ArrayList<>();
    private final Path spool;
    private final URI server;
    private final LecternClient admin;

    private RunningStack() throws IOException {
        Files.createDirectories(LOGS);
        spool = Files.createTempDirectory("lectern-spool");
        int port = freePort();
        server = URI.create("http://127.0.0.1:" + port);
        run(
                "vod-api",
                "vod-api",
                port,
                Map.of(
                        "LECTERN_DEMO_USERS", "true",
                        "LECTERN_SLIDES_AV1", "true",
                        "LECTERN_BOOTSTRAP_AGENT_NAME", "e2e",
                        "LECTERN_BOOTSTRAP_AGENT_KEY", AGENT_KEY));
        run("transcoder/worker", "transcoder", freePort(), TAKING_THEIR_TIME);
        run(
                "recorder/agent",
                "recorder",
                freePort(),
                Map.of(
                        "LECTERN_SERVER_URL", server.toString(),
                        "LECTERN_AGENT_KEY", AGENT_KEY,
                        "LECTERN_SPOOL_DIR", spool.toString()));
        admin = new LecternClient(server, "admin", PASSWORD);
        await("the agent's connection")
                .atMost(START_LIMIT)
                .until(() -> admin.get("/api/agents").findValuesAsText("online").contains("true"));
    }

    /** Gives one running stack to every test class that asks for it. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningStack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(RunningStack.class, key -> {
                        try {
                            return new RunningStack();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
        }
    }

    URI server() {
        return server;
    }

    /** Signed in as an admin. */
    LecternClient client() {
        return admin;
    }

    /** Makes a room with these devices, served by the stack's recorder. */
    UUID room(String name, List<Map<String, String>> devices) {
        String room = admin.post("/api/rooms", Map.of("name", name)).path("id").asText();
        devices.forEach(device -> admin.post("/api/rooms/" + room + "/devices", device));
        String agent = admin.get("/api/agents").path(0).path("id").asText();
        admin.put("/api/rooms/" + room + "/agent", Map.of("agentId", agent));
        return UUID.fromString(room);
    }

    /** Chooses who records a room, and who stands by. */
    void serve(UUID room, String agent, List<String> standbys) {
        admin.put("/api/rooms/" + room + "/agent", Map.of("agentId", agent));
        admin.put("/api/rooms/" + room + "/standbys", Map.of("agentIds", standbys));
    }

    /** Another recorder, with an agent and a spool of its own, connected. */
    ExtraRecorder recorder(String name) throws IOException {
        JsonNode agent = admin.post("/api/agents", Map.of("name", name));
        var recorder = new ExtraRecorder(
                name,
                agent.path("id").asText(),
                agent.path("key").asText(),
                Files.createTempDirectory("lectern-spool-" + name));
        recorder.start();
        return recorder;
    }

    /** Another worker, ready; a test may kill it. */
    Process worker(String name) throws IOException {
        return worker(name, Map.of());
    }

    /** The same with settings of its own. */
    Process worker(String name, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(TAKING_THEIR_TIME);
        all.putAll(settings);
        return run("transcoder/worker", name, freePort(), all);
    }

    /** The first column of what a query finds. */
    List<Long> numbers(String query) throws SQLException {
        var database = stores.database();
        List<Long> found = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    /** A recorder that a test may kill and start again. */
    final class ExtraRecorder implements AutoCloseable {
        private final String name;
        private final String agentId;
        private final String key;
        private final Path spool;
        private Process process;

        private ExtraRecorder(String name, String agentId, String key, Path spool) {
            this.name = name;
            this.agentId = agentId;
            this.key = key;
            this.spool = spool;
        }

        String agentId() {
            return agentId;
        }

        /** Returns when it is connected. */
        void start() throws IOException {
            process = run(
                    "recorder/agent",
                    "recorder-" + name,
                    freePort(),
                    Map.of(
                            "LECTERN_SERVER_URL", server.toString(),
                            "LECTERN_AGENT_KEY", key,
                            "LECTERN_SPOOL_DIR", spool.toString()));
            await("the connection of " + name).atMost(START_LIMIT).until(() -> {
                for (JsonNode agent : admin.get("/api/agents")) {
                    if (agent.path("id").asText().equals(agentId)) {
                        return agent.path("online").asBoolean();
                    }
                }
                return false;
            });
        }

        /** As a power cut does. */
        void kill() {
            process.destroyForcibly();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** Starts a capture and returns its id. */
    UUID start(UUID room, String title) {
        return UUID.fromString(admin.post("/api/captures", Map.of("roomId", room.toString(), "title", title))
                .path("id")
                .asText());
    }

    JsonNode capture(UUID capture) {
        return admin.get("/api/captures/" + capture);
    }

    /** Waits until the tracks of a running capture are as wanted. */
    void awaitTracks(UUID capture, String what, Predicate<JsonNode> wanted) {
        awaitCapture(capture, what, seen -> wanted.test(seen.path("tracks")));
    }

    /** Waits until a capture is as wanted. */
    JsonNode awaitCapture(UUID capture, String what, Predicate<JsonNode> wanted) {
        var last = new JsonNode[1];
        try {
            await(what)
                    .atMost(PUBLISH_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> wanted.test(last[0] = capture(capture)));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Waited in vain for " + what + ": " + last[0], e);
        }
        return last[0];
    }

    /** Stops a capture and waits until its publication is closed. */
    JsonNode stopAndPublish(UUID capture) {
        admin.post("/api/captures/" + capture + "/stop", Map.of());
        return awaitCapture(
                capture,
                "the closed publication",
                seen -> seen.path("publication").path("state").asText().equals("CLOSED"));
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes.reversed()) {
            process.destroy();
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stores.close();
    }

    private Process run(String module, String name, int port, Map<String, String> extra) throws IOException {
        Path jar = REPOSITORY.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: run ./lectern build");
        }
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString());
        Map<String, String> environment = new HashMap<>(extra);
        stores.properties()
                .forEach((key, value) ->
                        environment.put(key.toUpperCase().replace('.', '_').replace('-', '_'), value));
        environment.put("LECTERN_HTTP_HOST", "127.0.0.1");
        environment.put("LECTERN_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(LOGS.resolve(name + ".log").toFile());
        Process process = builder.start();
        processes.add(process);
        URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpClient http = HttpClient.newHttpClient();
        await(name + " (see " + LOGS + ")").atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended: " + Files.readString(LOGS.resolve(name + ".log")));
            }
            try {
                return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
