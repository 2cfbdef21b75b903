package org.lectern.onebox.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.lectern.model.DeviceRole;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.stack.Stack;

/** The simulated classroom: three devices that speak RTSP on loopback. */
final class Classroom {
    private static final String MAIN_CLASS = "org.lectern.classroom.ClassroomMain";
    private static final int HEAP_MB = 256;

    private Classroom() {}

    /** Starts it, and returns the room that it plays. */
    static LecternConfig.Room start(Stack stack) throws IOException {
        int port = stack.ports().of("classroom");
        stack.runBeside(
                "classroom",
                MAIN_CLASS,
                HEAP_MB,
                URI.create("tcp://127.0.0.1:" + port),
                "--port",
                Integer.toString(port));
        return new LecternConfig.Room(
                "Simulated classroom",
                "Demo",
                List.of(
                        device("Presenter camera", DeviceRole.PRESENTER, port),
                        device("Slides", DeviceRole.SLIDES, port),
                        device("Audience camera", DeviceRole.AUDIENCE, port)));
    }

    private static LecternConfig.Device device(String name, DeviceRole role, int port) {
        return new LecternConfig.Device(name, role, "rtsp://127.0.0.1:%d/%s".formatted(port, role.key()));
    }
}
