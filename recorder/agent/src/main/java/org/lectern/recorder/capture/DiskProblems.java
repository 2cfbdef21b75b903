package org.lectern.recorder.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage.Problem;

/** Says what is wrong with the disk in words for a person. */
final class DiskProblems {
    private static final long FULL_BYTES = 1_000_000;

    private DiskProblems() {}

    static Problem of(IOException e, Path folder) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space") || text.contains("quota") || text.contains("disk full") || isFull(folder)) {
            return new Problem(
                    ErrorCode.DISK_FULL,
                    "The recorder's disk is full. Make room on the disk of its spool folder; recording goes on by itself.");
        }
        return new Problem(
                ErrorCode.SPOOL_FAILED,
                "The recorder cannot write to its disk (%s). Check the disk; recording goes on by itself."
                        .formatted(e.getMessage()));
    }

    private static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
