package org.lectern.media.capture;

import java.util.Arrays;

/**
 * Finds the NAL units of a packet without copying them, in either wrapping: behind start codes
 * (ISO/IEC 14496-10, Annex B) or behind their length. Reused for each packet; for one thread.
 */
final class NalScanner {
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    int count() {
        return count;
    }

    int start(int unit) {
        return starts[unit];
    }

    int end(int unit) {
        return ends[unit];
    }

    int length(int unit) {
        return ends[unit] - starts[unit];
    }

    /** Finds units behind start codes. */
    void scanAnnexB(byte[] data, int length) {
        count = 0;
        int start = -1;
        int i = 0;
        while (i + 2 < length) {
            int third = data[i + 2];
            if (third > 1 || third < 0) {
                i += 3;
            } else if (third == 1 && data[i] == 0 && data[i + 1] == 0) {
                add(data, start, i);
                start = i + 3;
                i += 3;
            } else {
                i++;
            }
        }
        add(data, start, length);
    }

    private void add(byte[] data, int start, int end) {
        if (start < 0) {
            return;
        }
        int last = end;
        while (last > start && data[last - 1] == 0) {
            last--;
        }
        put(start, last);
    }

    /** Finds units behind lengths of {@code lengthBytes}; what does not fit is left out. */
    void scanLengths(byte[] data, int length, int lengthBytes) {
        count = 0;
        int at = 0;
        while (at + lengthBytes <= length) {
            long size = 0;
            for (int i = 0; i < lengthBytes; i++) {
                size = size << 8 | data[at++] & 0xff;
            }
            if (size > length - at) {
                return;
            }
            put(at, at + (int) size);
            at += (int) size;
        }
    }

    private void put(int start, int end) {
        if (end <= start) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }
}
