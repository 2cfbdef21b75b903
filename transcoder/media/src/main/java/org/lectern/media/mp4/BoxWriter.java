package org.lectern.media.mp4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes boxes (ISO/IEC 14496-12, 4.2) into one growing array, big-endian. Not thread-safe. */
final class BoxWriter {
    private byte[] bytes;
    private int size;

    BoxWriter(int expectedBytes) {
        bytes = new byte[Math.max(256, expectedBytes)];
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void box(String type, Runnable body) {
        int start = size;
        u32(0);
        ascii(type);
        body.run();
        patchU32(start, size - start);
    }

    void fullBox(String type, int version, int flags, Runnable body) {
        box(type, () -> {
            u8(version);
            u24(flags);
            body.run();
        });
    }

    void u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void u16(int value) {
        u8(value >>> 8);
        u8(value);
    }

    void u24(int value) {
        u8(value >>> 16);
        u16(value);
    }

    void u32(long value) {
        u16((int) (value >>> 16));
        u16((int) value);
    }

    void u64(long value) {
        u32(value >>> 32);
        u32(value);
    }

    void zeros(int count) {
        room(count);
        size += count;
    }

    void bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void ascii(String value) {
        bytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    void patchU32(int at, long value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void room(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }
}
