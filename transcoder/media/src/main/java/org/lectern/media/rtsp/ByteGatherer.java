package org.lectern.media.rtsp;

import java.util.Arrays;

/** Bytes that grow to a unit; a unit that would grow beyond all reason is given up. For one thread. */
final class ByteGatherer {
    private static final int FIRST_CAPACITY = 16 * 1024;
    private static final int LONGEST = 32 * 1024 * 1024;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Gives up what came after this length. */
    void truncate(int to) {
        length = Math.min(length, to);
    }

    void add(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void add(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    /** Room for a length of four bytes, which {@link #closeUnit} fills. */
    int openUnit() {
        reserve(4);
        length += 4;
        return length - 4;
    }

    /** Writes the length of what came since {@link #openUnit}. */
    void closeUnit(int at) {
        int size = length - at - 4;
        bytes[at] = (byte) (size >>> 24);
        bytes[at + 1] = (byte) (size >>> 16);
        bytes[at + 2] = (byte) (size >>> 8);
        bytes[at + 3] = (byte) size;
    }

    private void reserve(int more) {
        if (length + more > LONGEST) {
            length = 0;
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
