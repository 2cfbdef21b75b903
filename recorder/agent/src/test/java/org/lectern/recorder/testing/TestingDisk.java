package org.lectern.recorder.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.recorder.spool.SpoolDisk;

/** The real disk, with faults on demand. */
public final class TestingDisk implements SpoolDisk {
    /** Whether the disk has room. */
    public volatile boolean full;

    /** Whether data that was written does not get to the disk. */
    public volatile boolean syncFails;

    /** How long each write takes. */
    public volatile long writeMillis;

    public final AtomicInteger forced = new AtomicInteger();

    @Override
    public Output append(Path file) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        Output real = SpoolDisk.LOCAL.append(file);
        return new Output() {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (full) {
                    // A full disk takes a part of what it is given.
                    real.write(java.util.Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("No space left on device");
                }
                real.write(bytes);
            }

            @Override
            public void force() throws IOException {
                if (syncFails) {
                    throw new IOException("Input/output error");
                }
                if (writeMillis > 0) {
                    try {
                        Thread.sleep(writeMillis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                forced.incrementAndGet();
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                real.truncate(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        SpoolDisk.LOCAL.syncFolder(folder);
    }
}
