package org.lectern.recorder.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lectern.recorder.spool.Json;
import org.lectern.recorder.spool.SpoolDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan on the spool's disk. It holds the devices' addresses with their passwords, as the other
 * files of that folder do. Safe for all threads.
 */
final class PlanFile {
    private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);
    static final String FILE = "schedule.json";

    private final SpoolDisk disk;
    private final Path file;
    private Plan plan;

    PlanFile(SpoolDisk disk, Path folder) {
        this.disk = disk;
        this.file = folder.resolve(FILE);
        this.plan = load(file);
    }

    private static Plan load(Path file) {
        try {
            if (Files.exists(file)) {
                Plan read = Json.MAPPER.readValue(Files.readAllBytes(file), Plan.class);
                return read == null ? Plan.EMPTY : read;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read; the server will tell its content again.", file);
        }
        return Plan.EMPTY;
    }

    synchronized Plan plan() {
        return plan;
    }

    /**
     * Keeps a plan. It holds in this process even if the disk refuses it.
     *
     * @throws IOException if it would not outlive a restart
     */
    synchronized void keep(Plan next) throws IOException {
        plan = next;
        disk.replace(file, Json.MAPPER.writeValueAsBytes(next));
    }
}
