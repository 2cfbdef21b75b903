package org.lectern.onebox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.model.LecternException;
import org.lectern.onebox.data.DataFolder;
import org.lectern.onebox.data.PidFile;

class AppProcessTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(seen, true), false);
    private DataFolder folder;
    private AppProcess process;

    @BeforeEach
    void open() {
        folder = DataFolder.open(temporary);
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.stop();
        }
    }

    @Test
    void process_seesItsEnvironmentAndWritesItsLog() {
        start("echo \"hello $NAME\"; sleep 60");
        await().atMost(SOON).until(() -> log().contains("hello Lectern"));
    }

    @Test
    void processThatCrashes_isStartedAgain() {
        start("echo started; kill -9 $$");
        await().atMost(SOON).until(() -> log().lines().filter("started"::equals).count() >= 2);
        assertThat(seen.toString()).contains("app ended by itself (signal 9); started again in 1 s");
    }

    @Test
    void stoppedProcess_isGoneAndStaysSo() throws IOException {
        start("echo started; sleep 60");
        await().atMost(SOON).until(() -> log().contains("started"));
        ProcessHandle handle = PidFile.of(folder, "app").running().orElseThrow();
        process.stop();
        assertThat(handle.isAlive()).isFalse();
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(folder.run().resolve("app.pid"))).isFalse();
    }

    @Test
    void processThatDoesNotEnd_isMadeTo() throws IOException {
        start("trap '' TERM; echo started; while true; do sleep 1; done");
        await().atMost(SOON).until(() -> log().contains("started"));
        ProcessHandle handle = PidFile.of(folder, "app").running().orElseThrow();
        process.stop();
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void interruptOfTheTerminal_leavesItAlone() throws Exception {
        start("echo started; sleep 60");
        await().atMost(SOON).until(() -> log().contains("started"));
        ProcessHandle handle = PidFile.of(folder, "app").running().orElseThrow();
        new ProcessBuilder("kill", "-INT", Long.toString(handle.pid())).start().waitFor(5, TimeUnit.SECONDS);
        // SIGINT would have ended it before this later signal does.
        handle.destroy();
        await().atMost(SOON).until(() -> seen.toString().contains("ended by itself"));
        assertThat(seen.toString()).contains("signal 15");
    }

    @Test
    void leftoverOfAKilledLauncher_isStopped() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        PidFile.of(folder, "recorder").write(left.toHandle());
        assertThat(AppProcess.stopLeftover(folder, "recorder", SOON)).isTrue();
        assertThat(left.isAlive()).isFalse();
        assertThat(AppProcess.stopLeftover(folder, "recorder", SOON)).isFalse();
    }

    @Test
    void processThatEndsWhileStarting_saysWhyFromItsLog() {
        process = app("echo 'ERROR an old one'", null);
        process.start();
        await().atMost(SOON).until(() -> log().contains("an old one"));
        process.stop();
        process =
                app("echo 'ERROR: the table is missing'; echo '  at Foo.bar'; exit 3", URI.create("tcp://127.0.0.1:9"));
        process.start();
        assertThatThrownBy(() -> process.awaitReady(SOON, new StopSignal()))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining("app ended while starting. It says: ERROR: the table is missing")
                .hasMessageContaining(folder.log("app").toString());
    }

    @Test
    void backoff_growsAndStartsAgainAfterAGoodRun() {
        var backoff = new Backoff();
        assertThat(backoff.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            backoff.after(Duration.ZERO);
        }
        assertThat(backoff.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.after(Duration.ofMinutes(2))).isEqualTo(Duration.ofSeconds(1));
    }

    private void start(String script) {
        process = app(script, null);
        process.start();
    }

    private AppProcess app(String script, URI health) {
        return new AppProcess(
                new AppSpec(
                        "app",
                        List.of("/bin/bash", "-c", script),
                        Map.of("NAME", "Lectern"),
                        health,
                        Duration.ofSeconds(1)),
                folder,
                console);
    }

    private String log() throws IOException {
        Path log = folder.log("app");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
