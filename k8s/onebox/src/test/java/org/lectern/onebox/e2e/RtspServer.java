package org.lectern.onebox.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** GStreamer's RTSP server in a process of its own; see {@code rtsp_server.py}. */
final class RtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    static final String INSTALL = "apt-get install python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-rtsp "
            + "gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad "
            + "gstreamer1.0-plugins-ugly gstreamer1.0-libav ffmpeg";

    private final Process process;
    private final int port;

    private RtspServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the calling test, naming the line that installs what is missing. */
    static void assumeInstalled() throws IOException, InterruptedException {
        boolean present = Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import gi; gi.require_version('GstRtspServer', '1.0')")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0
                && Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ffmpeg")));
        assumeTrue(present, "GStreamer's RTSP server or ffmpeg is missing: " + INSTALL);
    }

    /**
     * Starts it.
     *
     * @param mounts each {@code name:seconds:fps:WIDTHxHEIGHT}
     */
    static RtspServer start(String... mounts) throws IOException {
        Path script = Files.createTempFile("rtsp_server", ".py");
        script.toFile().deleteOnExit();
        try (var source = RtspServer.class.getResourceAsStream("/rtsp_server.py")) {
            Files.copy(java.util.Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
        command.addAll(List.of(mounts));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = output.readLine();
        if (ready == null) {
            throw new AssertionError("The RTSP server ended at once; its reason is above.");
        }
        return new RtspServer(
                process, new ObjectMapper().readTree(ready).path("port").asInt());
    }

    String url(String mount) {
        return "rtsp://127.0.0.1:" + port + "/" + mount;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
