package org.lectern.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
            stopLeftover(data);
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

    /** The server's process. */
    public static java.util.Optional<ProcessHandle> runningServer(Path folder) {
        return leftover(folder.resolve("data"));
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
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'lectern'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE lectern");
            Files.writeString(data.resolve("pg_hba.conf"), """
                    # Written by Lectern: nobody signs in without the password.
                    local all all scram-sha-256
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void stopLeftover(Path data) throws IOException {
        var leftover = leftover(data);
        if (leftover.isPresent()) {
            LOG.info("A PostgreSQL of an earlier run still works on {}; it is stopped first.", data);
            // SIGINT is PostgreSQL's fast shutdown: sessions end, everything is flushed.
            signalFastShutdown(leftover.get().pid());
            if (!exits(leftover.get(), STOP_LIMIT)) {
                leftover.get().destroyForcibly();
                exits(leftover.get(), STOP_LIMIT);
            }
        }
        // A server that was killed leaves its files; with no process behind them they mean nothing.
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.deleteIfExists(data.resolve("epg-lock"));
        if (Files.isDirectory(data)
                && data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static java.util.Optional<ProcessHandle> leftover(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            process.info().command().orElse("postgres").endsWith("postgres"));
        } catch (IOException | NumberFormatException e) {
            return java.util.Optional.empty();
        }
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
