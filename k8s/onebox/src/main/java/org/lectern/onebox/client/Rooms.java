package org.lectern.onebox.client;

import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.onebox.config.LecternConfig;

/** Makes the rooms of a configuration exist on the server, or changes them to what it says. */
public final class Rooms {
    private final LecternApi api;

    public Rooms(LecternApi api) {
        this.api = api;
    }

    /**
     * Makes or changes one room and its devices, by their names, and lets an agent serve it.
     *
     * @return the room's id
     */
    public String ensure(LecternConfig.Room wanted, String agentName) {
        String name = String.valueOf(wanted.name());
        Api.Room room = api.rooms().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseGet(() -> api.createRoom(name, wanted.site()));
        for (LecternConfig.Device device : wanted.devices()) {
            ensure(room, device);
        }
        Api.Agent agent = agent(api.agents(), agentName);
        Api.Agent serving = room.agent();
        if (serving == null || !serving.id().equals(agent.id())) {
            api.assignAgent(room.id(), agent.id());
        }
        return room.id();
    }

    private void ensure(Api.Room room, LecternConfig.Device device) {
        var role = device.role();
        if (role == null) {
            throw new IllegalArgumentException("The configuration was not checked");
        }
        String name = String.valueOf(device.name());
        String url = String.valueOf(device.url());
        room.devices().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .ifPresentOrElse(
                        known -> api.updateDevice(known.id(), name, role, url),
                        () -> api.createDevice(room.id(), name, role, url));
    }

    private static Api.Agent agent(List<Api.Agent> agents, String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new LecternException(ErrorCode.NOT_FOUND, "The server knows no agent \"%s\".".formatted(name)));
    }
}
