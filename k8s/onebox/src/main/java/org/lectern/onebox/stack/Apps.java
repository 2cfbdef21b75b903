package org.lectern.onebox.stack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.embedded.DatabaseSettings;
import org.lectern.embedded.EmbeddedS3;
import org.lectern.model.object.S3Settings;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.data.DataFolder;
import org.lectern.onebox.data.Ports;
import org.lectern.onebox.data.Secrets;
import org.lectern.onebox.process.AppSpec;

/** How each process is started: command, environment, health, time to end. */
final class Apps {
    static final String S3 = "s3";
    static final String VOD_API = "vod-api";
    static final String TRANSCODER = "transcoder";
    static final String RECORDER = "recorder";
    /**
     * Much passes through the recorder and little stays: what a second brings must fit into the survivors'
     * space, or it fills the old generation, and memory with it.
     */
    private static final String[] NURSERY = {
        "-Xms112m", "-Xmn96m", "-XX:SurvivorRatio=1", "-XX:TargetSurvivorRatio=90", "-XX:MinHeapFreeRatio=20"
    };

    private static final String LOOPBACK = "127.0.0.1";
    private static final int S3_HEAP_MB = 192;

    private final Installation installation;
    private final DataFolder folder;
    private final Secrets secrets;
    private final Ports ports;
    private final LecternConfig config;

    Apps(Installation installation, DataFolder folder, Secrets secrets, Ports ports, LecternConfig config) {
        this.installation = installation;
        this.folder = folder;
        this.secrets = secrets;
        this.ports = ports;
        this.config = config;
    }

    AppSpec s3(S3Settings settings) {
        Map<String, String> environment = new TreeMap<>(Installation.classPath());
        environment.put("LECTERN_S3_ACCESS_KEY", settings.accessKey());
        environment.put("LECTERN_S3_SECRET_KEY", settings.secretKey());
        URI endpoint = URI.create(settings.endpoint());
        return new AppSpec(
                S3,
                installation.main(
                        EmbeddedS3.class.getName(),
                        S3_HEAP_MB,
                        folder.s3().toString(),
                        endpoint.getHost(),
                        Integer.toString(endpoint.getPort())),
                environment,
                URI.create("tcp://%s:%d".formatted(endpoint.getHost(), endpoint.getPort())),
                Duration.ofSeconds(10));
    }

    AppSpec vodApi(DatabaseSettings database, S3Settings s3, boolean demoUsers) {
        Map<String, String> environment = new TreeMap<>();
        environment.putAll(database(database));
        environment.putAll(store(s3));
        environment.put("LECTERN_BOOTSTRAP_AGENT_NAME", config.agent().name());
        environment.put("LECTERN_BOOTSTRAP_AGENT_KEY", agentKey());
        environment.put("LECTERN_CREDENTIALS_KEY", secrets.credentialsKey());
        environment.putAll(hours());
        if (demoUsers) {
            environment.put("LECTERN_DEMO_USERS", "true");
        } else {
            environment.put("LECTERN_ADMIN_PASSWORD", adminPassword());
        }
        return quarkus(
                VOD_API,
                "vod-api",
                config.memoryMb().vodApi(),
                config.http().host(),
                config.http().port(),
                environment,
                Duration.ofSeconds(15));
    }

    AppSpec transcoder(DatabaseSettings database, S3Settings s3) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        environment.putAll(database(database));
        environment.putAll(store(s3));
        if (config.transcoder().threads() > 0) {
            environment.put(
                    "LECTERN_WORKER_THREADS",
                    Integer.toString(config.transcoder().threads()));
        }
        return quarkus(
                TRANSCODER,
                "transcoder/worker",
                config.memoryMb().transcoder(),
                LOOPBACK,
                ports.of(TRANSCODER),
                environment,
                Duration.ofSeconds(30));
    }

    AppSpec recorder(S3Settings s3) throws IOException {
        Map<String, String> environment = new TreeMap<>(store(s3));
        environment.put("LECTERN_SERVER_URL", serverUrl());
        environment.put("LECTERN_AGENT_KEY", agentKey());
        environment.put("LECTERN_SPOOL_DIR", folder.spool().toString());
        return quarkus(
                RECORDER,
                "recorder/agent",
                config.memoryMb().recorder(),
                LOOPBACK,
                ports.of(RECORDER),
                environment,
                Duration.ofSeconds(30),
                NURSERY);
    }

    /** The address under which programs on this machine reach the server. */
    String serverUrl() {
        @Nullable String elsewhere = config.server();
        if (elsewhere != null && !config.runs(LecternConfig.App.VOD_API)) {
            return elsewhere;
        }
        return "http://%s:%d"
                .formatted(reachable(config.http().host()), config.http().port());
    }

    String adminPassword() {
        @Nullable String given = config.adminPassword();
        return given == null ? secrets.adminPassword() : given;
    }

    private Map<String, String> hours() {
        Map<String, String> environment = new TreeMap<>();
        LecternConfig.Schedule schedule = config.schedule();
        if (schedule.zone() != null) {
            environment.put("LECTERN_SCHEDULE_ZONE", schedule.zone());
        }
        environment.put("LECTERN_SCHEDULE_LEAD_IN", minutes(schedule.leadInMinutes()));
        environment.put("LECTERN_SCHEDULE_LEAD_OUT", minutes(schedule.leadOutMinutes()));
        environment.put("LECTERN_REHEARSAL_AT", config.rehearsal().at());
        environment.put("LECTERN_REHEARSAL_WINDOW", minutes(config.rehearsal().windowMinutes()));
        if (!config.webhook().allow().isEmpty()) {
            environment.put(
                    "LECTERN_WEBHOOK_ALLOW", String.join(",", config.webhook().allow()));
        }
        return environment;
    }

    private static String minutes(int minutes) {
        return Duration.ofMinutes(minutes).toString();
    }

    private String agentKey() {
        @Nullable String given = config.agent().key();
        return given == null ? secrets.agentKey() : given;
    }

    private AppSpec quarkus(
            String name,
            String module,
            int heapMb,
            String host,
            int port,
            Map<String, String> environment,
            Duration stopLimit,
            String... options) {
        environment.put("LECTERN_HTTP_HOST", host);
        environment.put("LECTERN_HTTP_PORT", Integer.toString(port));
        return new AppSpec(
                name,
                installation.app(module, heapMb, options),
                environment,
                URI.create("http://%s:%d/q/health/ready".formatted(reachable(host), port)),
                stopLimit);
    }

    /** An address that listens on all of the machine's is reached on loopback. */
    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? LOOPBACK : host;
    }

    private static Map<String, String> database(DatabaseSettings database) {
        return Map.of(
                "LECTERN_DB_URL", database.url(),
                "LECTERN_DB_USERNAME", database.username(),
                "LECTERN_DB_PASSWORD", database.password());
    }

    private static Map<String, String> store(S3Settings s3) {
        return Map.of(
                "LECTERN_S3_ENDPOINT", s3.endpoint(),
                "LECTERN_S3_REGION", s3.region(),
                "LECTERN_S3_BUCKET", s3.bucket(),
                "LECTERN_S3_ACCESS_KEY", s3.accessKey(),
                "LECTERN_S3_SECRET_KEY", s3.secretKey());
    }
}
