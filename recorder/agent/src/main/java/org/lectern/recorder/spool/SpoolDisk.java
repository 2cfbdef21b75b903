package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The disk under the spool, as a seam: tests put a full or broken one in its place. Safe for all threads. */
public interface SpoolDisk {
    /** Opens a file for appending, making it if it is not there. */
    Output append(Path file) throws IOException;

    /** Makes the names in a folder last: POSIX promises a rename only after the folder is synced. */
    void syncFolder(Path folder) throws IOException;

    /** A file that is written. For one thread. */
    interface Output extends AutoCloseable {
        void write(byte[] bytes) throws IOException;

        /** Writes pieces one after the other. */
        default void write(List<byte[]> pieces) throws IOException {
            for (byte[] piece : pieces) {
                write(piece);
            }
        }

        /** Returns when the data has reached the disk (fdatasync). */
        void force() throws IOException;

        /** Cuts what was written after {@code length} bytes. */
        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The real disk. */
    SpoolDisk LOCAL = new SpoolDisk() {
        @Override
        public Output append(Path file) throws IOException {
            return new LocalOutput(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** A file of the real disk. */
    final class LocalOutput implements Output {
        private final FileChannel channel;

        LocalOutput(FileChannel channel) throws IOException {
            this.channel = channel;
            channel.position(channel.size());
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void write(List<byte[]> pieces) throws IOException {
            ByteBuffer[] buffers = pieces.stream().map(ByteBuffer::wrap).toArray(ByteBuffer[]::new);
            int first = 0;
            while (first < buffers.length) {
                channel.write(buffers, first, buffers.length - first);
                while (first < buffers.length && !buffers[first].hasRemaining()) {
                    first++;
                }
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
            channel.position(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Replaces a small file so that after a crash it is either the old one or the new one. */
    default void replace(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (Output out = append(draft)) {
            out.write(content);
            out.force();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }
}
