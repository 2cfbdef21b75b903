package org.lectern.recorder.testing;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.S3Settings;
import org.lectern.recorder.Recorder;
import org.lectern.recorder.capture.PacketCounts;
import org.lectern.recorder.spool.SpoolDisk;

/** A recorder in a process of its own, which can be killed for real. It prints its books as it goes. */
public final class KillableRecorder {
    /** The books at a moment; what is neither on the disk nor in a gap is on its way. */
    public record Books(int received, int onDisk, int inGaps) {}

    public final List<Books> books = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Instant> ready = new CompletableFuture<>();
    private final Process process;

    /**
     * Starts one.
     *
     * @param wrapper a command that runs it, such as strace; may be empty
     */
    public KillableRecorder(Path spool, URI server, S3Settings s3, List<String> wrapper) throws Exception {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx400m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillableRecorder.class.getName(),
                spool.toString(),
                server.toString(),
                s3.endpoint(),
                s3.region(),
                s3.bucket(),
                s3.accessKey(),
                s3.secretKey()));
        process = new ProcessBuilder(command)
                .redirectError(spool.resolveSibling("recorder.log").toFile())
                .start();
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("READY")) {
                    ready.complete(Instant.parse(words[1]));
                } else if (words[0].equals("BOOKS")) {
                    books.add(new Books(
                            Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3])));
                }
            }
        } catch (java.io.IOException e) {
            // It was killed.
        }
        ready.completeExceptionally(new IllegalStateException("The recorder ended before it was ready."));
    }

    /** When it had gone on with what it was recording. */
    public Instant ready() throws Exception {
        return ready.get(60, TimeUnit.SECONDS);
    }

    /** SIGKILL; returns when it was sent. */
    public Instant kill() throws Exception {
        Instant at = Instant.now();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return at;
    }

    /** SIGTERM to the process that the wrapper runs, or to itself. */
    public void end() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Runs until its input is closed. */
    public static void main(String[] args) throws Exception {
        Ffmpeg.start();
        var recorder = new Recorder(
                SpoolDisk.LOCAL,
                RecorderHarness.settings(Path.of(args[0]), RecorderHarness.QUICK),
                new MinioObjectStore(new S3Settings(args[2], args[3], args[4], args[5], args[6])),
                URI.create(args[1]),
                TestingServer.KEY,
                "test",
                Clock.systemUTC());
        recorder.start();
        System.out.println("READY " + Instant.now());
        Thread printer = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    print(recorder);
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (System.in.read() >= 0) {
            // Wait for the end.
        }
        printer.interrupt();
        printer.join();
        recorder.close();
        print(recorder);
        System.exit(0);
    }

    private static void print(Recorder recorder) {
        // What is settled is read before what has come, so that nothing seems settled that has not come.
        PacketCounts books = recorder.captures().books();
        System.out.println("BOOKS " + books.received() + " " + books.onDisk() + " " + books.inGaps());
    }
}
