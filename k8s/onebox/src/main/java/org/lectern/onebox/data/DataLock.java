package org.lectern.onebox.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Keeps a second launcher away from a data folder. The system gives the lock back when the process
 * ends, however it ends. The file names the process that holds it.
 */
public final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws LecternException with {@code CONFLICT} if another process has it; the message says which
     */
    public static DataLock take(DataFolder folder) throws IOException {
        Path file = folder.root().resolve("lectern.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw new LecternException(
                    ErrorCode.CONFLICT,
                    "Lectern already runs on %s (%s). Stop it there with Ctrl-C, or choose another folder with --data."
                            .formatted(folder.root(), holder.isBlank() ? "another process" : holder));
        }
        channel.truncate(0);
        String holder = "process %d, since %s"
                .formatted(
                        ProcessHandle.current().pid(),
                        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return new DataLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(200);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }
}
