package org.lectern.recorder.capture;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may wait in memory for the disk: so much for a track, and so much for all tracks of the
 * recorder together, as all of them wait for the same disk. Safe for all threads.
 */
public final class QueueRoom {
    private final long trackBytes;
    private final long allBytes;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param trackBytes for each track
     * @param allBytes for all tracks together
     */
    public QueueRoom(long trackBytes, long allBytes) {
        this.trackBytes = trackBytes;
        this.allBytes = allBytes;
    }

    /** Half a minute of a good camera, and a third of this JVM's memory for all. */
    public static QueueRoom usual() {
        return new QueueRoom(32L << 20, Runtime.getRuntime().maxMemory() / 3);
    }

    long trackBytes() {
        return trackBytes;
    }

    /** Takes room for some bytes; false if there is none. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) > allBytes) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
