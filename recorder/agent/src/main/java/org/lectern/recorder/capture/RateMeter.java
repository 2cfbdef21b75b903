package org.lectern.recorder.capture;

/** Bits and frames per second over the last seconds. One thread adds; any thread reads. */
final class RateMeter {
    private static final int SLOTS = 5;
    private static final long SLOT_NANOS = 1_000_000_000L;

    private final long[] bytes = new long[SLOTS];
    private final int[] frames = new int[SLOTS];
    private final long[] slotOf = new long[SLOTS];
    private final long startNanos = System.nanoTime();

    synchronized void add(int size) {
        long slot = (System.nanoTime() - startNanos) / SLOT_NANOS;
        int at = (int) (slot % SLOTS);
        if (slotOf[at] != slot) {
            slotOf[at] = slot;
            bytes[at] = 0;
            frames[at] = 0;
        }
        bytes[at] += size;
        frames[at]++;
    }

    /** What the whole slots before the running one held, per second. */
    private double perSecond(boolean ofFrames) {
        long now = (System.nanoTime() - startNanos) / SLOT_NANOS;
        double sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (slotOf[i] < now && slotOf[i] > now - SLOTS) {
                sum += ofFrames ? frames[i] : bytes[i];
            }
        }
        return sum / Math.clamp(now, 1, SLOTS - 1);
    }

    synchronized long bitsPerSecond() {
        return Math.round(perSecond(false) * 8);
    }

    synchronized double framesPerSecond() {
        return perSecond(true);
    }
}
