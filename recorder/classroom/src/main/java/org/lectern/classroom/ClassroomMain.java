package org.lectern.classroom;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a simulated classroom until it is ended. */
@Command(
        name = "classroom",
        description = "Simulates a classroom of RTSP cameras. Prints the devices as one line of JSON when ready.",
        mixinStandardHelpOptions = true)
public final class ClassroomMain implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "0", description = "RTSP port; 0 for a free one (${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws Exception {
        try (var room = SimulatedClassroom.start(host, port, SimulatedClassroom.usual())) {
            List<Map<String, String>> devices = SimulatedClassroom.usual().stream()
                    .map(settings -> {
                        Map<String, String> device = new LinkedHashMap<>();
                        device.put("name", settings.name());
                        device.put("role", settings.view().role().name());
                        device.put("url", room.addresses().getOrDefault(settings.name(), ""));
                        return device;
                    })
                    .toList();
            System.out.println(new ObjectMapper().writeValueAsString(Map.of("devices", devices)));
            Thread.currentThread().join();
        }
        return 0;
    }

    /** Starts it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ClassroomMain()).execute(args));
    }
}
