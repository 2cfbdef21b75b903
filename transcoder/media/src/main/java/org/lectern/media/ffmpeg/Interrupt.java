package org.lectern.media.ffmpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a blocking call of FFmpeg when a deadline of ours has passed or somebody asked for it. Sticky:
 * RTSP swallows a first time-out, so once fired it stays fired. All methods are safe for all threads.
 *
 * <p>FFmpeg asks its interrupt callback some thousand times a second for each camera. A callback into
 * Java would cost more than everything else that is done with the packets; and one that is collected
 * while FFmpeg may still call it aborts the process. So the callback is the C library's {@code atoi},
 * and what it is called with is a text of ours, "0" or "1"; a thread watches the deadlines.
 */
public final class Interrupt implements AutoCloseable {
    private static final MemorySegment ATOI =
            Linker.nativeLinker().defaultLookup().find("atoi").orElseThrow();
    private static final long WATCH_NANOS = Duration.ofMillis(50).toNanos();
    private static final Set<Interrupt> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("device deadlines").start(Interrupt::watch);
    }

    /** Why an interrupt fired. */
    public enum Cause {
        DEADLINE,
        REQUEST
    }

    private final Arena arena = Arena.ofShared();
    private final MemorySegment text = arena.allocateFrom("0");
    private volatile long deadlineNanos;
    private volatile @Nullable Cause cause;
    private @Nullable Runnable action;
    private boolean closed;

    public Interrupt(Duration first) {
        extend(first);
        OPEN.add(this);
    }

    private static void watch() {
        while (true) {
            OPEN.forEach(Interrupt::hasFired);
            LockSupport.parkNanos(WATCH_NANOS);
        }
    }

    /** Puts the deadline {@code time} from now; does nothing once fired. */
    public void extend(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** Ends the blocking call now. */
    public void request() {
        fire(Cause.REQUEST);
    }

    private void fire(Cause why) {
        Runnable then;
        synchronized (this) {
            if (cause != null) {
                return;
            }
            cause = why;
            if (!closed) {
                text.set(ValueLayout.JAVA_BYTE, 0, (byte) '1');
            }
            then = action;
        }
        if (then != null) {
            then.run();
        }
    }

    /**
     * What is done, besides, when it fires: it ends a blocking call that is none of FFmpeg's. Done at once
     * if it has fired.
     *
     * @param what must return soon, and may come from any thread
     */
    public void onFire(Runnable what) {
        synchronized (this) {
            action = what;
            if (cause == null) {
                return;
            }
        }
        what.run();
    }

    /** Whether it has fired; checks the deadline. */
    public boolean hasFired() {
        if (cause == null && System.nanoTime() - deadlineNanos > 0) {
            fire(Cause.DEADLINE);
        }
        return cause != null;
    }

    /** Why it fired, null if it has not. */
    public @Nullable Cause cause() {
        return cause;
    }

    /** Makes a format context obey, before it is opened; it must be closed before this is. */
    public void attachTo(AVFormatContext context) {
        // AVIOInterruptCB is a function and what it is called with.
        try (var callback = new PointerPointer<Pointer>(context.interrupt_callback())) {
            callback.put(0, new Address(ATOI.address()));
            callback.put(1, new Address(text.address()));
        }
    }

    /** A pointer of another library. */
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }

    /** Frees what FFmpeg was told to ask: no format context may be open with it any more. */
    @Override
    public synchronized void close() {
        OPEN.remove(this);
        action = null;
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
