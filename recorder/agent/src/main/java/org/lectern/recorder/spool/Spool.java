package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recorder's folder: {@code captures/{capture}/{track}/…}. Safe for all threads. */
public final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final SpoolDisk disk;
    private final Path folder;
    private final KeptJson json;
    private final List<SpooledCapture> captures = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Spool(SpoolDisk disk, Path folder, KeptJson json) {
        this.disk = disk;
        this.folder = folder;
        this.json = json;
    }

    /**
     * Opens the spool and makes whole what a crash left in it.
     *
     * @throws LecternException with {@code SPOOL_FAILED} if the folder cannot be used
     */
    public static Spool open(SpoolDisk disk, Path folder, KeptJson json) {
        var spool = new Spool(disk, folder, json);
        try {
            Path captures = Files.createDirectories(spool.capturesFolder());
            hide(folder);
            try (Stream<Path> found = Files.list(captures)) {
                for (Path capture : found.filter(Files::isDirectory).sorted().toList()) {
                    spool.openCapture(capture);
                }
            }
            return spool;
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.SPOOL_FAILED,
                    "The spool folder %s cannot be used: %s. Check that it exists and may be written."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** What is taught in a classroom is nobody else's on this machine. */
    private static void hide(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void openCapture(Path capture) throws IOException {
        if (!Files.exists(capture.resolve(SpooledCapture.FILE))
                && !Files.exists(capture.resolve(SpooledCapture.COPY))) {
            // Killed before the capture's record was written: it had not started.
            return;
        }
        try {
            captures.add(SpooledCapture.open(disk, capture, json, this::changed));
        } catch (IOException | RuntimeException e) {
            // One bad capture must not keep the others from being recorded; its files stay for a person.
            LOG.error("The capture in {} cannot be read; it is left as it is.", capture, e);
        }
    }

    private Path capturesFolder() {
        return folder.resolve("captures");
    }

    public Path folder() {
        return folder;
    }

    public SpoolDisk disk() {
        return disk;
    }

    /** Begins a capture. */
    public SpooledCapture create(CaptureRecord record) throws IOException {
        SpooledCapture capture = SpooledCapture.create(disk, capturesFolder(), json, record, this::changed);
        captures.add(capture);
        return capture;
    }

    /** All captures, finished ones too. */
    public List<SpooledCapture> captures() {
        return new ArrayList<>(captures);
    }

    /** A capture by its identifier; null if it is not in this spool. */
    public @Nullable SpooledCapture find(UUID captureId) {
        return captures.stream()
                .filter(capture -> capture.record().captureId().equals(captureId))
                .findFirst()
                .orElse(null);
    }

    /** Calls a listener, on any thread, after each change that may have to be uploaded or reported. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Room left on the disk. */
    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
