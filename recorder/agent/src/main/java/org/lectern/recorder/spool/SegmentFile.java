package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source segment while it is written: {@code NUMBER-rRUN.part}, which becomes {@code .mp4} when it is
 * sealed. Each part is written once and is on the disk before {@link #write} returns. For one thread.
 */
public final class SegmentFile {
    static final String OPEN = ".part";
    static final String SEALED = ".mp4";

    private final SpoolDisk disk;
    private final Path open;
    private final Path sealed;
    private final MessageDigest digest = sha256();
    private SpoolDisk.@Nullable Output output;
    private long bytes;
    private boolean done;
    private String checksum = "";

    private SegmentFile(SpoolDisk disk, Path folder, String name) {
        this.disk = disk;
        this.open = folder.resolve(name + OPEN);
        this.sealed = folder.resolve(name + SEALED);
    }

    /** Makes the file; its header goes to the disk with the first part. */
    public static SegmentFile create(SpoolDisk disk, Path folder, int number, int run) throws IOException {
        var file = new SegmentFile(disk, folder, name(number, run));
        file.output = disk.append(file.open);
        file.output.truncate(0);
        disk.syncFolder(folder);
        return file;
    }

    static String name(int number, int run) {
        return "%08d-r%d".formatted(number, run);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /**
     * Writes a part, and returns when it is on the disk.
     *
     * @param part its bytes, in pieces
     * @throws IOException if it is not; the file is then as long as before, or will be when it is sealed
     */
    public void write(List<byte[]> part) throws IOException {
        SpoolDisk.Output out = output;
        if (out == null) {
            throw new IOException("The segment is closed.");
        }
        out.write(part);
        out.force();
        for (byte[] piece : part) {
            digest.update(piece);
            bytes += piece.length;
        }
    }

    /** Bytes that are on the disk. */
    public long bytes() {
        return bytes;
    }

    /** Gives the file its lasting name. May be tried again after an exception; does nothing once it is done. */
    public void seal() throws IOException {
        if (done) {
            return;
        }
        SpoolDisk.Output out = output;
        if (out != null) {
            out.truncate(bytes);
            out.force();
            // Forced, it is safe; one that cannot be closed must not be tried for ever.
            output = null;
            out.close();
        }
        if (Files.exists(open)) {
            Files.move(open, sealed, StandardCopyOption.ATOMIC_MOVE);
        }
        Path folder = sealed.getParent();
        if (folder != null) {
            disk.syncFolder(folder);
        }
        checksum = HexFormat.of().formatHex(digest.digest());
        done = true;
    }

    /** Removes a file in which nothing is. */
    public void discard() throws IOException {
        SpoolDisk.Output out = output;
        output = null;
        if (out != null) {
            out.close();
        }
        Files.deleteIfExists(open);
        done = true;
    }

    /** Name of the sealed file. */
    public String fileName() {
        return sealed.getFileName().toString();
    }

    /** SHA-256 of the sealed file, lower-case hex. */
    public String sha256Hex() {
        return checksum;
    }
}
