package org.lectern.media.ffmpeg;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a blocking call of FFmpeg when a deadline of ours has passed or somebody asked for it. Sticky:
 * RTSP swallows a first time-out, so once fired it stays fired. All methods are safe for all threads.
 */
public final class Interrupt implements AutoCloseable {
    private static final Map<Long, Interrupt> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    // One static object for all sources, with the source's number as opaque: a callback that is
    // collected while FFmpeg may still call it aborts the process.
    private static final Callback CALLBACK = new Callback();

    private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(@Nullable Pointer opaque) {
            Interrupt interrupt = opaque == null ? null : OPEN.get(opaque.address());
            return interrupt == null || interrupt.hasFired() ? 1 : 0;
        }
    }

    /** Why an interrupt fired. */
    public enum Cause {
        DEADLINE,
        REQUEST
    }

    private final long number = NUMBERS.incrementAndGet();
    private volatile long deadlineNanos;
    private volatile @Nullable Cause cause;

    public Interrupt(Duration first) {
        extend(first);
        OPEN.put(number, this);
    }

    /** Puts the deadline {@code time} from now; does nothing once fired. */
    public void extend(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** Ends the blocking call now. */
    public void request() {
        if (cause == null) {
            cause = Cause.REQUEST;
        }
    }

    /** Whether it has fired; checks the deadline. */
    public boolean hasFired() {
        if (cause == null && System.nanoTime() - deadlineNanos > 0) {
            cause = Cause.DEADLINE;
        }
        return cause != null;
    }

    /** Why it fired, null if it has not. */
    public @Nullable Cause cause() {
        return cause;
    }

    /** Makes a format context obey; before it is opened. */
    public void attachTo(AVFormatContext context) {
        context.interrupt_callback().callback(CALLBACK).opaque(new Number(number));
    }

    /** A pointer that is a number. */
    private static final class Number extends Pointer {
        Number(long number) {
            address = number;
        }
    }

    @Override
    public void close() {
        OPEN.remove(number);
    }
}
