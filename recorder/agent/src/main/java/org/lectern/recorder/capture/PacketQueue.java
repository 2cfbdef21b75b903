package org.lectern.recorder.capture;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lectern.media.capture.MediaPacket;

/**
 * Between a device and the disk: bounded in bytes, for itself and together with all others, so that a
 * slow disk costs a gap and never the memory, and never holds up the device. When it is full,
 * everything up to the next key picture that finds it half empty is dropped and counted: whole groups
 * of pictures, never half a one. Safe for all threads.
 */
final class PacketQueue {
    private final QueueRoom room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<TrackInput> items = new ArrayDeque<>();
    private long bytes;
    private int dropped;
    private boolean dropping;
    private boolean closed;

    PacketQueue(QueueRoom room) {
        this.room = room;
    }

    /** Adds a packet, or drops it. Never blocks. */
    void offer(Session session, MediaPacket packet) {
        lock.lock();
        try {
            if (dropping && packet.keyframe() && bytes <= room.trackBytes() / 2) {
                dropping = false;
            }
            int length = packet.data().length;
            if (!dropping && !closed) {
                dropping = bytes + length > room.trackBytes() || !room.take(length);
            }
            if (dropping || closed) {
                dropped++;
                return;
            }
            bytes += length;
            items.add(new TrackInput.Packet(session, packet, dropped));
            dropped = 0;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Adds what must not be lost. */
    void tell(TrackInput input) {
        lock.lock();
        try {
            items.add(input);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next input; null if there is none in {@code millis}. */
    @Nullable
    TrackInput poll(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (items.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            TrackInput input = items.poll();
            if (input instanceof TrackInput.Packet packet) {
                int length = packet.media().data().length;
                bytes -= length;
                room.give(length);
            }
            return input;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes any more: what is left is forgotten, and what still comes. */
    void close() {
        lock.lock();
        try {
            items.clear();
            room.give(bytes);
            bytes = 0;
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the number of packets that were dropped and not yet told with a packet. */
    int takeDropped() {
        lock.lock();
        try {
            int count = dropped;
            dropped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }
}
