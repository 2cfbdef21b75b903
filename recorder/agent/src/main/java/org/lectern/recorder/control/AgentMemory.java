package org.lectern.recorder.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.SpoolDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent keeps of what the server told it, across restarts. Safe for all threads. */
public final class AgentMemory {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMemory.class);
    private static final String FILE = "agent.json";

    private final SpoolDisk disk;
    private final KeptJson json;
    private final Path file;
    private State state;

    /**
     * @param lastCommand the highest command that has been carried out
     * @param rooms the rooms that the agent serves
     */
    record State(@Nullable UUID agentId, long lastCommand, List<RoomConfig> rooms) {}

    public AgentMemory(SpoolDisk disk, Path folder, KeptJson json) {
        this.disk = disk;
        this.json = json;
        this.file = folder.resolve(FILE);
        this.state = load(file, json);
    }

    private static State load(Path file, KeptJson json) {
        try {
            if (Files.exists(file)) {
                return json.read(Files.readAllBytes(file), State.class);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read; the server will tell its content again.", file);
        }
        return new State(null, 0, List.of());
    }

    public synchronized long lastCommand() {
        return state.lastCommand();
    }

    public synchronized List<RoomConfig> rooms() {
        return state.rooms();
    }

    /** Keeps the rooms. */
    public synchronized void configure(UUID agentId, List<RoomConfig> rooms) throws IOException {
        save(new State(agentId, state.lastCommand(), rooms));
    }

    /** Keeps that a command has been carried out. */
    public synchronized void done(long command) throws IOException {
        save(new State(state.agentId(), Math.max(command, state.lastCommand()), state.rooms()));
    }

    private void save(State next) throws IOException {
        state = next;
        disk.replace(file, json.write(next));
    }
}
