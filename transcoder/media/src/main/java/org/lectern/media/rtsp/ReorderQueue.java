package org.lectern.media.rtsp;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts packets that came over UDP back into their order: what comes too early waits for those before it,
 * for as long as the network may need. Pure; for one thread.
 */
final class ReorderQueue {
    private static final int MOST = 256;
    private static final long LONGEST_NANOS = 100_000_000;
    private static final int FAR = 3000;

    private final Output out;
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private boolean begun;
    private long next;

    private record Waiting(byte[] packet, long nanos) {}

    /** Takes packets in order; some may be missing. */
    interface Output {
        void packet(byte[] data, int length, long nanos);
    }

    ReorderQueue(Output out) {
        this.out = out;
    }

    /** Takes a packet of RTP from the beginning of an array that is used again. */
    void take(byte[] data, int length, long nanos) {
        if (length < 4) {
            return;
        }
        int number = RtpPacket.u16(data, 2);
        int step = begun ? (short) (number - (int) next) : 0;
        if (!begun || Math.abs(step) > FAR) {
            flush();
            begun = true;
            next = number;
            step = 0;
        }
        if (step == 0) {
            out.packet(data, length, nanos);
            next++;
            release(nanos);
        } else if (step > 0) {
            waiting.put(next + step, new Waiting(Arrays.copyOf(data, length), nanos));
            release(nanos);
        }
    }

    /** Gives out what need not wait any more. */
    void release(long nowNanos) {
        while (!waiting.isEmpty()) {
            Map.Entry<Long, Waiting> first = waiting.firstEntry();
            boolean due = first.getKey() == next
                    || waiting.size() > MOST
                    || nowNanos - first.getValue().nanos > LONGEST_NANOS;
            if (!due) {
                return;
            }
            give(first);
        }
    }

    private void flush() {
        while (!waiting.isEmpty()) {
            give(waiting.firstEntry());
        }
    }

    private void give(Map.Entry<Long, Waiting> first) {
        waiting.remove(first.getKey());
        next = first.getKey() + 1;
        out.packet(first.getValue().packet, first.getValue().packet.length, first.getValue().nanos);
    }
}
