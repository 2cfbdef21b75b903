package org.lectern.recorder.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.lectern.recorder.spool.Json;

/** A real RTSP server in a process of its own; see {@code rtsp_camera.py}. */
public final class RtspCamera implements AutoCloseable {
    /** Debian's own interpreter: others do not see its GStreamer bindings. */
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final int port;

    private RtspCamera(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one, or skips the test, naming what to install, where GStreamer is missing. */
    public static RtspCamera start(String... arguments) throws IOException {
        Path script = Files.createTempFile("rtsp_camera", ".py");
        try (InputStream in = RtspCamera.class.getResourceAsStream("/rtsp_camera.py")) {
            Files.write(script, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
        command.addAll(List.of(arguments));
        String first = null;
        Process process = null;
        if (Files.isExecutable(Path.of(PYTHON))) {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            first = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        }
        Assumptions.assumeTrue(
                first != null,
                "needs GStreamer's RTSP server: apt-get install -y gir1.2-gst-rtsp-server-1.0 python3-gi"
                        + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav");
        return new RtspCamera(process, Json.MAPPER.readTree(first).get("port").asInt());
    }

    public int port() {
        return port;
    }

    /** The address of a mount. */
    public String url(String mount) {
        return "rtsp://127.0.0.1:%d/%s".formatted(port, mount);
    }

    /** The address of a mount with a password. */
    public String url(String mount, String password) {
        return "rtsp://camera:%s@127.0.0.1:%d/%s".formatted(password, port, mount);
    }

    /** Pulls the plug. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
