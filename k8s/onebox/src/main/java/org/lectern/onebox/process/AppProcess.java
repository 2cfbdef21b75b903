package org.lectern.onebox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.onebox.data.DataFolder;
import org.lectern.onebox.data.PidFile;

/**
 * Runs one process for as long as Lectern runs: starts it, and starts it again with growing pauses
 * when it ends by itself. Its output goes to its log.
 */
public final class AppProcess {
    private static final long LONGEST_LOG_BYTES = 20L << 20;
    private static final Pattern PROBLEM = Pattern.compile("\\b(ERROR|FATAL|Exception|Error)\\b");
    /** Ctrl-C reaches every process of the terminal; only the launcher shall act on it, in order. */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "lectern");

    private final AppSpec spec;
    private final DataFolder folder;
    private final Console console;
    private final PidFile pidFile;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Process process;
    private volatile long logStart;
    /** One that has never been ready is not started again: its first failure is the one to show. */
    private volatile boolean wasReady;

    private @Nullable Thread watcher;

    public AppProcess(AppSpec spec, DataFolder folder, Console console) {
        this.spec = spec;
        this.folder = folder;
        this.console = console;
        this.pidFile = PidFile.of(folder, spec.name());
    }

    public AppSpec spec() {
        return spec;
    }

    /** Starts the process and returns at once. */
    public void start() {
        wasReady = spec.health() == null;
        Process first = launch();
        watcher = Thread.ofVirtual().name(spec.name() + "-watcher").start(() -> watch(first));
    }

    /**
     * Waits until the process answers.
     *
     * @throws LecternException with {@code INTERNAL} if it ends instead, or takes too long; the
     *     message has the reason from its log
     */
    public void awaitReady(Duration limit, StopSignal stop) {
        var health = spec.health();
        if (health == null) {
            return;
        }
        Instant deadline = Instant.now().plus(limit);
        while (!Readiness.isReady(health)) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                throw failure("ended while starting");
            }
            if (Instant.now().isAfter(deadline)) {
                throw failure("is not ready after %d s".formatted(limit.toSeconds()));
            }
            stop.pause(Duration.ofMillis(100));
        }
        wasReady = true;
    }

    /** Whether the process runs at this moment. */
    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Asks the process to end, and makes it if it takes too long. */
    public void stop() {
        stopping.countDown();
        Process running = process;
        if (running != null) {
            end(running.toHandle(), spec.stopLimit());
        }
        try {
            if (watcher != null) {
                watcher.join();
            }
            pidFile.delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a process of this name that an earlier launcher left behind. Whether there was one. */
    public static boolean stopLeftover(DataFolder folder, String name, Duration limit) throws IOException {
        PidFile file = PidFile.of(folder, name);
        var left = file.running();
        left.ifPresent(process -> end(process, limit));
        file.delete();
        return left.isPresent();
    }

    private static void end(ProcessHandle process, Duration limit) {
        process.destroy();
        if (!exits(process, limit)) {
            process.destroyForcibly();
            exits(process, Duration.ofSeconds(10));
        }
    }

    private static boolean exits(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void watch(Process first) {
        var backoff = new Backoff();
        Process running = first;
        try {
            while (true) {
                Instant started = Instant.now();
                int code = running.waitFor();
                if (isStopping(Duration.ZERO) || !wasReady) {
                    return;
                }
                Duration pause = backoff.after(Duration.between(started, Instant.now()));
                console.line("%s ended by itself (%s); started again in %d s. Its log: %s"
                        .formatted(spec.name(), meaning(code), pause.toSeconds(), folder.log(spec.name())));
                if (isStopping(pause)) {
                    return;
                }
                running = relaunch(running);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failed start counts as a run that ended at once. */
    private Process relaunch(Process ended) {
        try {
            return launch();
        } catch (LecternException e) {
            console.line(String.valueOf(e.getMessage()));
            return ended;
        }
    }

    private boolean isStopping(Duration wait) throws InterruptedException {
        return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String meaning(int code) {
        return code > 128 && code < 160 ? "signal " + (code - 128) : "exit code " + code;
    }

    private synchronized Process launch() {
        Path log = folder.log(spec.name());
        try {
            if (Files.exists(log) && Files.size(log) > LONGEST_LOG_BYTES) {
                Files.move(log, log.resolveSibling(spec.name() + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            logStart = Files.exists(log) ? Files.size(log) : 0;
            List<String> command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
            command.addAll(spec.command());
            var builder = new ProcessBuilder(command)
                    .directory(folder.root().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(spec.environment());
            Process launched = builder.start();
            pidFile.write(launched.toHandle());
            process = launched;
            if (isStopping(Duration.ZERO)) {
                launched.destroy(); // stop() may have looked before there was a process
            }
            return launched;
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.INTERNAL, "%s cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.StopAsked();
        }
    }

    private LecternException failure(String what) {
        return new LecternException(
                ErrorCode.INTERNAL,
                "%s %s. %sIts log: %s".formatted(spec.name(), what, lastProblem(), folder.log(spec.name())));
    }

    /** The last line of the log that speaks of an error, or else its last, which most often says why. */
    private String lastProblem() {
        try {
            byte[] log = Files.readAllBytes(folder.log(spec.name()));
            int start = (int) Math.min(log.length, logStart);
            String text = new String(log, start, log.length - start, StandardCharsets.UTF_8);
            List<String> lines = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                    .toList()
                    .reversed();
            return lines.stream()
                    .filter(line -> PROBLEM.matcher(line).find())
                    .findFirst()
                    .or(() -> lines.stream().findFirst())
                    .map("It says: %s "::formatted)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
