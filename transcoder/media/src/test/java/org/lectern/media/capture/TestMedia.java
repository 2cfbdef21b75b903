package org.lectern.media.capture;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.lectern.model.DevicePolicy;

/** Makes tiny media and streams with the ffmpeg command, which only tests need. */
public final class TestMedia {
    /** Lets files be replayed from anywhere. */
    public static final DevicePolicy ANY_FILE =
            DevicePolicy.of(DevicePolicy.USUAL_NETWORKS, DevicePolicy.USUAL_SCHEMES, Path.of("/"));

    private TestMedia() {}

    /** Skips the test, naming what to install, where there is no ffmpeg command. */
    public static void assumeFfmpeg() {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Path.of(folder, "ffmpeg").toFile().canExecute());
        Assumptions.assumeTrue(found, "needs the ffmpeg command: apt-get install -y ffmpeg");
    }

    /** Starts the command with these arguments; the caller ends it. */
    public static Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs the command with these arguments to its end. */
    public static void run(String... arguments) throws Exception {
        Process process = start(arguments);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("ffmpeg failed: " + String.join(" ", arguments));
        }
    }

    /** A clip of a test picture at 25 frames a second with a tone: H.264 with a key picture each second, AAC. */
    public static Path clip(Path file, int seconds, String... extra) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25",
                "-f",
                "lavfi",
                "-i",
                "sine=1000:sample_rate=48000",
                "-t",
                String.valueOf(seconds),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "-ac",
                "2"));
        arguments.addAll(List.of(extra));
        arguments.add(file.toString());
        run(arguments.toArray(String[]::new));
        return file;
    }
}
