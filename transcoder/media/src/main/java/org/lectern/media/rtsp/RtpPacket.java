package org.lectern.media.rtsp;

/** A packet of RTP where it lies in a buffer (RFC 3550, 5.1); read anew for each. For one thread. */
final class RtpPacket {
    private static final int HEADER = 12;

    private byte[] data = {};
    private int from;
    private int to;
    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private long receivedNanos;

    /**
     * Takes a packet.
     *
     * @return whether it is one
     */
    boolean read(byte[] buffer, int offset, int length, long nanos) {
        if (length < HEADER || (buffer[offset] & 0xc0) != 0x80) {
            return false;
        }
        int end = offset + length;
        int start = offset + HEADER + 4 * (buffer[offset] & 0xf);
        if ((buffer[offset] & 0x10) != 0 && start + 4 <= end) {
            start += 4 + 4 * u16(buffer, start + 2);
        }
        if ((buffer[offset] & 0x20) != 0) {
            end -= buffer[end - 1] & 0xff;
        }
        data = buffer;
        from = start;
        to = end;
        marker = (buffer[offset + 1] & 0x80) != 0;
        payloadType = buffer[offset + 1] & 0x7f;
        sequence = u16(buffer, offset + 2);
        timestamp = i32(buffer, offset + 4);
        ssrc = i32(buffer, offset + 8);
        receivedNanos = nanos;
        return from <= to;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static int i32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    /** Holds the payload. */
    byte[] data() {
        return data;
    }

    /** Where the payload begins. */
    int from() {
        return from;
    }

    /** Where the payload ends. */
    int to() {
        return to;
    }

    int length() {
        return to - from;
    }

    /** A byte of the payload, unsigned. */
    int at(int index) {
        return data[from + index] & 0xff;
    }

    boolean marker() {
        return marker;
    }

    int payloadType() {
        return payloadType;
    }

    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    int ssrc() {
        return ssrc;
    }

    long receivedNanos() {
        return receivedNanos;
    }
}
