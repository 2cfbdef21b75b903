package org.lectern.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, for a machine that has none. It keeps its data in one folder, and
 * listens on loopback only. Start and close it from one thread.
 *
 * <p>The server is a process beside the JVM and outlives a JVM that is killed. So a start first looks
 * whether a server still runs on the folder, and stops it the orderly way.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "lectern";
    private static final String ACCESS = """
            # Written by Lectern: nobody signs in without the password.
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final DatabaseSettings settings;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, DatabaseSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Whether a commit must survive a power cut, or only the test that made it. */
    public enum Durability {
        DURABLE,
        THROW_AWAY
    }

    /**
     * Starts a server on {@code folder}, which is made if it is missing, and makes the database {@code
     * lectern} in it.
     *
     * @param folder holds {@code data} and the unpacked binaries
     * @param port the port to listen on; 0 for a free one
     * @param password of the user that the settings name; set at each start
     * @throws LecternException with {@code INTERNAL} if it does not start; the message says why
     */
    public static EmbeddedPostgres start(Path folder, int port, String password, Durability durability) {
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(folder);
            stopLeftover(folder);
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("max_connections", "100");
            if (durability == Durability.DURABLE) {
                builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
            }
            var server = builder.start();
            var settings = new DatabaseSettings(
                    "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), DATABASE), SUPERUSER, password);
            var started = new EmbeddedPostgres(server, settings);
            started.prepare(data);
            return started;
        } catch (IOException | SQLException e) {
            throw new LecternException(
                    ErrorCode.INTERNAL,
                    "PostgreSQL did not start in %s: %s. Is the disk full, or the port %d taken?"
                            .formatted(folder, e.getMessage(), port),
                    e);
        }
    }

    /** How to reach the database. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** The process of the server that works on a folder, whoever started it. */
    public static Optional<ProcessHandle> runningServer(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.getFirst().strip());
            return processes(folder).stream()
                    .filter(process -> process.pid() == pid)
                    .findFirst();
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop in order: {}", e.getMessage());
        }
    }

    /** Sets the password, asks for it from now on, and makes the database. */
    private void prepare(Path data) throws SQLException, IOException {
        String admin = "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
        try (Connection connection = DriverManager.getConnection(admin, SUPERUSER, settings.password());
                var statement = connection.createStatement()) {
            statement.execute("ALTER USER postgres PASSWORD '%s'"
                    .formatted(settings.password().replace("'", "''")));
            askForPassword(data, statement);
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'lectern'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE lectern");
        }
    }

    private static void askForPassword(Path data, Statement statement) throws SQLException, IOException {
        Path file = data.resolve("pg_hba.conf");
        if (!Files.readString(file).equals(ACCESS)) {
            Files.writeString(file, ACCESS);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void stopLeftover(Path folder) throws IOException {
        Path data = folder.resolve("data");
        var leftover = runningServer(folder);
        if (leftover.isPresent()) {
            LOG.info("A PostgreSQL of an earlier run still works on {}; it is stopped first.", data);
            // SIGINT is PostgreSQL's fast shutdown: sessions end, everything is flushed.
            signalFastShutdown(leftover.get().pid());
            if (!exits(leftover.get(), STOP_LIMIT)) {
                leftover.get().destroyForcibly();
            }
        }
        // Processes of a server that was killed see that it is gone and end; until then they hold the data.
        for (ProcessHandle process : processes(folder)) {
            if (!exits(process, STOP_LIMIT)) {
                process.destroyForcibly();
                exits(process, STOP_LIMIT);
            }
        }
        // With no process of ours left these files mean nothing, even if their id is in use again.
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.deleteIfExists(data.resolve("epg-lock"));
        if (Files.isDirectory(data)
                && data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Every process of the binaries that are unpacked in the folder; no other server runs them. */
    private static List<ProcessHandle> processes(Path folder) throws IOException {
        Path binaries = folder.resolve("binaries");
        if (!Files.isDirectory(binaries)) {
            return List.of();
        }
        String prefix = binaries.toRealPath() + "/";
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().command().map(c -> c.startsWith(prefix)).orElse(false))
                .toList();
    }

    private static void signalFastShutdown(long pid) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).inheritIO().start();
    }

    private static boolean exits(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
