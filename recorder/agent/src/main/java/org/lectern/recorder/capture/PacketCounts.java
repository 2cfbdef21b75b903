package org.lectern.recorder.capture;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The books of one track: every packet that came in is on the disk, or in a gap, or still on its way.
 * When a capture has stopped nothing is on its way: {@code received = onDisk + inGaps}. Safe for all
 * threads.
 */
public final class PacketCounts {
    final AtomicLong received = new AtomicLong();
    final AtomicLong onDisk = new AtomicLong();
    final AtomicLong inGaps = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();

    void add(PacketCounts other) {
        received.addAndGet(other.received());
        onDisk.addAndGet(other.onDisk());
        inGaps.addAndGet(other.inGaps());
        bytes.addAndGet(other.bytes());
    }

    public long received() {
        return received.get();
    }

    public long onDisk() {
        return onDisk.get();
    }

    public long inGaps() {
        return inGaps.get();
    }

    /** Bytes of media on the disk. */
    public long bytes() {
        return bytes.get();
    }
}
