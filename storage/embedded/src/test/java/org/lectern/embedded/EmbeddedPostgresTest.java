package org.lectern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final String SECRET = "it's secret";

    @TempDir
    Path folder;

    @Test
    void commit_isDurableAndSurvivesARestart() throws Exception {
        try (var postgres = start()) {
            execute(postgres, "CREATE TABLE lesson (title text)");
            execute(postgres, "INSERT INTO lesson VALUES ('Newton')");
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        }
        assertThat(EmbeddedPostgres.runningServer(folder)).isEmpty();
        try (var postgres = start()) {
            assertThat(query(postgres, "SELECT title FROM lesson")).isEqualTo("Newton");
        }
    }

    @Test
    void wrongPassword_isRefused() throws Exception {
        try (var postgres = start()) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.settings().url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void serverOfAKilledRun_isStoppedFirst() throws Exception {
        EmbeddedPostgres abandoned = start();
        execute(abandoned, "CREATE TABLE lesson AS SELECT 'Kepler' AS title");
        ProcessHandle server = EmbeddedPostgres.runningServer(folder).orElseThrow();
        try (var postgres = start()) {
            assertThat(server.isAlive()).isFalse();
            assertThat(query(postgres, "SELECT title FROM lesson")).isEqualTo("Kepler");
        }
    }

    @Test
    void serverOfAKilledProcess_isStoppedFirstAndHasItsData() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = owner.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("committed");
        }
        owner.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        ProcessHandle server = EmbeddedPostgres.runningServer(folder).orElseThrow();
        try (var postgres = start()) {
            assertThat(server.isAlive()).isFalse();
            assertThat(query(postgres, "SELECT title FROM lesson")).isEqualTo("Brahe");
        }
    }

    @Test
    void pidFileThatNamesAnotherProcess_doesNotMatter() throws Exception {
        start().close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(EmbeddedPostgres.runningServer(folder)).isEmpty();
        try (var postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    /** A process that starts a server and is then killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws SQLException, InterruptedException {
            var postgres = EmbeddedPostgres.start(Path.of(args[0]), 0, SECRET, EmbeddedPostgres.Durability.DURABLE);
            execute(postgres, "CREATE TABLE lesson AS SELECT 'Brahe' AS title");
            System.out.println("committed");
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    @Test
    void killedServer_startsAgainWithWhatWasCommitted() throws Exception {
        EmbeddedPostgres killed = start();
        execute(killed, "CREATE TABLE lesson AS SELECT 'Galileo' AS title");
        ProcessHandle server = EmbeddedPostgres.runningServer(folder).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
        assertThat(Files.exists(folder.resolve("data/postmaster.pid"))).isTrue();
        try (var postgres = start()) {
            assertThat(query(postgres, "SELECT title FROM lesson")).isEqualTo("Galileo");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, 0, SECRET, EmbeddedPostgres.Durability.DURABLE);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        var settings = postgres.settings();
        return DriverManager.getConnection(settings.url(), settings.username(), settings.password());
    }
}
