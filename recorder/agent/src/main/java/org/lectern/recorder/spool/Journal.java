package org.lectern.recorder.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that are each on the disk before {@link #append} returns. A line that was torn by a
 * crash or a full disk is cut. For one thread.
 */
final class Journal implements AutoCloseable {
    static final String FILE = "journal.jsonl";

    private final SpoolDisk disk;
    private final Path file;
    private SpoolDisk.@Nullable Output output;
    private long length;

    private Journal(SpoolDisk disk, Path file, long length) {
        this.disk = disk;
        this.file = file;
        this.length = length;
    }

    /** A journal and the lines that were in it. */
    record Opened(Journal journal, List<JournalLine> lines) {}

    /** Reads the whole lines of a journal, which need not exist yet, and cuts the rest on the next append. */
    static Opened open(SpoolDisk disk, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        List<JournalLine> lines = new ArrayList<>();
        int whole = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            try {
                String text = new String(bytes, whole, at - whole, StandardCharsets.UTF_8);
                lines.add(Json.MAPPER.readValue(text, JournalLine.class));
            } catch (JsonProcessingException e) {
                // Torn by a crash, or zeros of a file system that had not written it yet.
                break;
            }
            whole = at + 1;
        }
        return new Opened(new Journal(disk, file, whole), lines);
    }

    /** Writes a line; after an exception the journal is as before, and the line may be tried again. */
    void append(JournalLine line) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Json.MAPPER.writeValueAsBytes(line));
        bytes.write('\n');
        try {
            SpoolDisk.Output out = output();
            out.write(bytes.toByteArray());
            out.force();
            length += bytes.size();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private SpoolDisk.Output output() throws IOException {
        SpoolDisk.Output out = output;
        if (out == null) {
            out = disk.append(file);
            output = out;
            out.truncate(length);
            Path folder = file.getParent();
            if (folder != null) {
                disk.syncFolder(folder);
            }
        }
        return out;
    }

    @Override
    public void close() {
        SpoolDisk.Output out = output;
        output = null;
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // What counts was forced; the rest is cut when it is opened again.
            }
        }
    }
}
