package org.lectern.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One box in an array. Reads are relative to the box's payload and fail with an
 * IllegalArgumentException or IndexOutOfBoundsException outside of the array.
 */
final class BoxReader {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int start;
    private final int payload;
    private final long end;
    private final int limit;

    private BoxReader(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
        this.start = start;
        this.limit = limit;
        long size = buffer.getInt(start) & 0xffffffffL;
        if (size == 1 && limit - start >= 16) {
            this.payload = start + 16;
            this.end = start + buffer.getLong(start + 8);
        } else {
            this.payload = start + 8;
            this.end = start + size;
        }
    }

    static @Nullable BoxReader first(byte[] bytes) {
        return at(bytes, 0, bytes.length);
    }

    private static @Nullable BoxReader at(byte[] bytes, int start, int limit) {
        return limit - start < 8 ? null : new BoxReader(bytes, start, limit);
    }

    /** Whether the box ends within what encloses it. Size 0, "to the end of the file", counts as torn. */
    boolean isWhole() {
        return end >= payload && end <= limit;
    }

    @Nullable
    BoxReader next() {
        return at(bytes, end(), limit);
    }

    /** The first box inside, {@code skip} bytes into the payload. */
    @Nullable
    BoxReader child(int skip) {
        return at(bytes, payload + skip, end());
    }

    @Nullable
    BoxReader find(String type) {
        return find(type, 0);
    }

    @Nullable
    BoxReader find(String type, int skip) {
        for (BoxReader box = child(skip); box != null && box.isWhole(); box = box.next()) {
            if (box.type().equals(type)) {
                return box;
            }
        }
        return null;
    }

    BoxReader require(String type) {
        return require(type, 0);
    }

    BoxReader require(String type, int skip) {
        BoxReader found = find(type, skip);
        if (found == null) {
            throw new IllegalArgumentException("there is no whole %s box in %s.".formatted(type, type()));
        }
        return found;
    }

    String type() {
        return new String(bytes, start + 4, 4, StandardCharsets.ISO_8859_1);
    }

    int start() {
        return start;
    }

    int payloadStart() {
        return payload;
    }

    int end() {
        return Math.toIntExact(end);
    }

    int payloadLength() {
        return end() - payload;
    }

    int u8(int at) {
        return bytes[payload + at] & 0xff;
    }

    int u16(int at) {
        return buffer.getShort(payload + at) & 0xffff;
    }

    int i32(int at) {
        return buffer.getInt(payload + at);
    }

    long u32(int at) {
        return i32(at) & 0xffffffffL;
    }

    long u64(int at) {
        return buffer.getLong(payload + at);
    }

    byte[] payload() {
        return Arrays.copyOfRange(bytes, payload, end());
    }

    byte[] payload(int from, int length) {
        if (from < 0 || length < 0 || payload + from + length > end()) {
            throw new IllegalArgumentException("%s ends too early.".formatted(type()));
        }
        return Arrays.copyOfRange(bytes, payload + from, payload + from + length);
    }
}
