package org.lectern.onebox.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notes a process so that a later launcher finds it again: by id and start time, because ids are used
 * again.
 */
public record PidFile(Path file) {
    /** The system computes start times from its boot time, which clock corrections move a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /** Where the process of that name is noted. */
    public static PidFile of(DataFolder folder, String name) {
        return new PidFile(folder.run().resolve(name + ".pid"));
    }

    public void write(ProcessHandle process) throws IOException {
        Files.writeString(
                file,
                process.pid() + " "
                        + process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli()
                        + "\n");
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The process that was noted, if it is still the same one and alive. */
    public Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ");
        try {
            Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(other -> Duration.between(other, started).abs().compareTo(TOLERANCE) <= 0)
                            .orElse(false));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty(); // torn by a power cut: the process is gone too
        }
    }
}
