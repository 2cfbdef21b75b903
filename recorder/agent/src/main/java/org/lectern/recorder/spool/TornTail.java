package org.lectern.recorder.spool;

/**
 * Finds where a file that was being written when the power went is whole. Only its last fragment can
 * be in doubt, for each is forced to the disk before the next; but of that one the file system may have
 * kept the length and some pages, and shows zeros in the place of the others. Pure.
 */
final class TornTail {
    private static final int MOOF = 0x6d6f6f66;

    /** Coded media has no such run of zeros; pages that were never written are longer. */
    private static final int ZERO_RUN = 256;

    private static final int ZERO_END = 16;

    private TornTail() {}

    /**
     * How many bytes can be trusted.
     *
     * @param valid end of the last fragment whose boxes are whole
     */
    static int trusted(byte[] bytes, int valid) {
        int last = lastFragment(bytes, valid);
        return last >= 0 && hasHole(bytes, last, valid) ? last : valid;
    }

    private static int lastFragment(byte[] bytes, int valid) {
        int last = -1;
        int at = 0;
        while (at + 8 <= valid) {
            int size = int32(bytes, at);
            if (int32(bytes, at + 4) == MOOF) {
                last = at;
            }
            if (size < 8) {
                return last;
            }
            at += size;
        }
        return last;
    }

    private static boolean hasHole(byte[] bytes, int from, int to) {
        int run = 0;
        for (int i = from; i < to; i++) {
            run = bytes[i] == 0 ? run + 1 : 0;
            if (run == ZERO_RUN) {
                return true;
            }
        }
        return run >= ZERO_END;
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }
}
