package org.lectern.recorder.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.SpoolDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan on the spool's disk. Safe for all threads. */
final class PlanFile {
    private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);
    static final String FILE = "schedule.json";

    private final SpoolDisk disk;
    private final KeptJson json;
    private final Path file;
    private Plan plan;

    PlanFile(SpoolDisk disk, Path folder, KeptJson json) {
        this.disk = disk;
        this.json = json;
        this.file = folder.resolve(FILE);
        this.plan = load(file, json);
    }

    private static Plan load(Path file, KeptJson json) {
        try {
            if (Files.exists(file)) {
                Plan read = json.read(Files.readAllBytes(file), Plan.class);
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
        disk.replace(file, json.write(next));
    }
}
