package org.lectern.classroom;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lectern.classroom.rtsp.RtspServer;

/** A room of simulated devices behind one RTSP server. Safe for all threads. */
public final class SimulatedClassroom implements AutoCloseable {
    private final RtspServer server;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    private SimulatedClassroom(RtspServer server) {
        this.server = server;
    }

    /**
     * Starts a room.
     *
     * @param port of RTSP; 0 for a free one
     * @throws IOException if the port is taken
     */
    public static SimulatedClassroom start(String host, int port, List<DeviceSettings> devices) throws IOException {
        var room = new SimulatedClassroom(new RtspServer(host, port));
        for (DeviceSettings settings : devices) {
            var device = new SimulatedDevice(settings);
            room.devices.put(settings.name(), device);
            room.addresses.put(settings.name(), room.server.mount(settings.name(), device));
        }
        return room;
    }

    /** Presenter with sound, slides, audience. */
    public static List<DeviceSettings> usual() {
        return List.of(DeviceSettings.presenter(), DeviceSettings.slides(), DeviceSettings.audience());
    }

    /** The addresses of the devices, by name. */
    public Map<String, String> addresses() {
        return Map.copyOf(addresses);
    }

    /** The port of RTSP. */
    public int port() {
        return server.port();
    }

    /** A device by its name. */
    public SimulatedDevice device(String name) {
        return Objects.requireNonNull(devices.get(name), name);
    }

    @Override
    public void close() throws IOException {
        server.close();
        devices.values().forEach(SimulatedDevice::close);
    }
}
