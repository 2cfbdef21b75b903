package org.lectern.onebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.embedded.EmbeddedPostgres;
import org.lectern.onebox.client.Api;
import org.lectern.onebox.client.LecternApi;
import org.lectern.onebox.demo.Demo;

/** The demo as a person runs it, killed in the middle of a lecture. It needs the packaged apps. */
class KilledDemoTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    @TempDir
    Path data;

    private final List<Process> launchers = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Process launcher : launchers) {
            launcher.destroy();
            if (!launcher.waitFor(120, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        }
        for (ProcessHandle left : processes()) {
            left.destroyForcibly();
        }
    }

    @Test
    void demoKilledWhole_startsAgainWithAllThatWasRecorded() throws Exception {
        int port = freePort();
        Process first = demo(port);
        awaitLine("Ctrl-C stops everything", 1);
        String capture;
        double recorded;
        try (LecternApi api = signIn(port)) {
            capture = api.activeCaptures().getFirst().id();
            await().atMost(START_LIMIT).until(() -> shortest(api.capture(capture)) >= 12);
            recorded = shortest(api.capture(capture));
        }
        List<ProcessHandle> killed = processes();
        assertThat(killed).hasSizeGreaterThanOrEqualTo(6);
        first.destroyForcibly();
        killed.forEach(ProcessHandle::destroyForcibly);
        first.waitFor(10, TimeUnit.SECONDS);

        Process second = demo(port);
        awaitLine("Ctrl-C stops everything", 2);
        assertThat(output()).contains("Recorded before: 1 lecture.");
        try (LecternApi api = signIn(port)) {
            await().atMost(START_LIMIT)
                    .until(() -> api.capture(capture).publication().state().equals("CLOSED"));
            Api.Capture whole = api.capture(capture);
            assertThat(whole.state()).isEqualTo("COMPLETE");
            assertThat(shortest(whole)).isGreaterThanOrEqualTo(recorded);
            assertThat(whole.publication().playableSeconds()).isGreaterThanOrEqualTo(recorded);
            assertThat(api.activeCaptures()).hasSize(1);
        }

        second.destroy();
        assertThat(second.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).as(output()).isZero();
        assertThat(output()).contains("Stopped. All that was recorded is in");
        assertThat(processes()).isEmpty();
    }

    /** Seconds in the store of the track that has least. */
    private static double shortest(Api.Capture capture) {
        return capture.tracks().stream()
                .mapToDouble(Api.Track::recordedSeconds)
                .min()
                .orElse(0);
    }

    private static LecternApi signIn(int port) {
        return LecternApi.signIn(URI.create("http://127.0.0.1:" + port), "admin", Demo.PASSWORD);
    }

    private Process demo(int port) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlectern.home=" + HOME,
                        Onebox.class.getName(),
                        "demo",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("out.txt").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        launchers.add(process);
        return process;
    }

    private void awaitLine(String text, int times) {
        Process launcher = launchers.getLast();
        await(text).atMost(START_LIMIT).until(() -> {
            if (!launcher.isAlive()) {
                throw new AssertionError(output());
            }
            return output().split(text, -1).length > times;
        });
    }

    private String output() throws IOException {
        return Files.readString(data.resolve("out.txt"));
    }

    /** Every process that the launcher has noted, and PostgreSQL. */
    private List<ProcessHandle> processes() throws IOException {
        var found = new ArrayList<ProcessHandle>();
        Path run = data.resolve("run");
        if (Files.isDirectory(run)) {
            try (Stream<Path> files = Files.list(run)) {
                for (Path file : files.toList()) {
                    ProcessHandle.of(Long.parseLong(Files.readString(file).split(" ")[0]))
                            .ifPresent(found::add);
                }
            }
        }
        EmbeddedPostgres.runningServer(data.resolve("postgres")).ifPresent(found::add);
        return found;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
