package org.lectern.recorder.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.S3Settings;
import org.lectern.recorder.Recorder;
import org.lectern.recorder.spool.SpoolDisk;

/** A recorder in a process of its own, which can be killed. */
public final class RecorderProcess implements AutoCloseable {
    private static final String READY = "recording";

    private final Process process;

    private RecorderProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one and returns when it has gone on with its captures.
     *
     * @param before what to put before the command, e.g. a tracer
     */
    public static RecorderProcess start(List<String> before, URI server, S3Settings s3, Path spool) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RecorderProcess.class.getName(),
                server.toString(),
                s3.endpoint(),
                s3.region(),
                s3.bucket(),
                s3.accessKey(),
                s3.secretKey(),
                spool.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(READY)) {
                Thread.ofVirtual().start(() -> out.lines().forEach(ignored -> {}));
                return new RecorderProcess(process);
            }
        }
        throw new AssertionError("The recorder ended before it began.");
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** What runs in the process. */
    public static void main(String[] args) throws InterruptedException {
        var recorder = new Recorder(
                SpoolDisk.LOCAL,
                RecorderHarness.settings(Path.of(args[6])),
                new MinioObjectStore(new S3Settings(args[1], args[2], args[3], args[4], args[5])),
                URI.create(args[0]),
                TestingServer.KEY,
                "test",
                Clock.systemUTC());
        recorder.start();
        System.out.println(READY);
        Thread.currentThread().join();
    }

    @Override
    public void close() {
        // A tracer that is ended leaves the recorder alone.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
