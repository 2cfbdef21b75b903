package org.lectern.onebox.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** The one folder that holds all that Lectern keeps on this machine. */
public record DataFolder(Path root) {
    /** Below this much free space nothing is started: a recording would not come far. */
    static final long LEAST_FREE_BYTES = 1L << 30;

    /**
     * Makes the folder if it is missing.
     *
     * @throws LecternException with {@code DISK_FULL} or {@code INVALID_REQUEST}, saying what to do
     */
    public static DataFolder open(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            for (String name : new String[] {"run", "logs", "spool", "s3"}) {
                Files.createDirectories(folder.resolve(name));
            }
            checkSpace(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "The data folder %s cannot be written: %s. Choose another with --data."
                            .formatted(folder, e.getMessage()),
                    e);
        }
        return new DataFolder(folder);
    }

    static void checkSpace(Path folder, long usableBytes) {
        if (usableBytes < LEAST_FREE_BYTES) {
            throw new LecternException(
                    ErrorCode.DISK_FULL,
                    "Only %d MB are free where the data folder %s is; Lectern starts from %d MB on. Make room, or choose another folder with --data."
                            .formatted(usableBytes >> 20, folder, LEAST_FREE_BYTES >> 20));
        }
    }

    /** Where the database is. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Where the S3 endpoint keeps its objects. */
    public Path s3() {
        return root.resolve("s3");
    }

    /** Where the recorder keeps what the store has not confirmed. */
    public Path spool() {
        return root.resolve("spool");
    }

    /** Where process ids are noted. */
    public Path run() {
        return root.resolve("run");
    }

    /** The log of one process. */
    public Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }
}
