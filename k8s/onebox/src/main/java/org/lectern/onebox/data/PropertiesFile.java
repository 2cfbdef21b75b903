package org.lectern.onebox.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A small file of names and values that only its owner may read, replaced whole at each change. */
final class PropertiesFile {
    private final Path file;
    private final String comment;

    PropertiesFile(Path file, String comment) {
        this.file = file;
        this.comment = comment;
    }

    /** What the file holds; empty if there is none. */
    Map<String, String> read() throws IOException {
        var values = new TreeMap<String, String>();
        if (Files.exists(file)) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        return values;
    }

    void write(Map<String, String> values) throws IOException {
        var text = new StringBuilder("# ").append(comment).append('\n');
        new TreeMap<>(values)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(next, text, StandardCharsets.UTF_8);
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
