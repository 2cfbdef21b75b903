package org.lectern.media.rtsp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes over an RTSP connection: answers, and packets between them (RFC 2326, 10.12). Reads
 * in large pieces, as a system call for each packet costs more than all that is done with the packet.
 * For one thread.
 */
final class RtspReader {
    // The longest packet with its frame, and room to read on.
    private static final int CAPACITY = 128 * 1024;
    private static final int FRAME = 4;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BODY = 64 * 1024;

    /** How long packets are gathered before they are read. */
    private static final long GATHER_NANOS = Duration.ofMillis(40).toNanos();

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int from;
    private int to;
    private boolean gathering;

    private int channel;
    private int packetFrom;
    private int packetLength;
    private long receivedNanos;
    private @Nullable RtspResponse response;

    /** What was read. */
    enum Kind {
        PACKET,
        RESPONSE
    }

    RtspReader(InputStream in) {
        this.in = in;
    }

    /** From now on packets flow: they are read a few milliseconds' worth at a time. */
    void gather() {
        gathering = true;
    }

    /**
     * Waits for the next thing.
     *
     * @throws RtspException if it is not RTSP
     * @throws EOFException at the end
     */
    Kind next() throws IOException {
        while (true) {
            if (to > from && buffer[from] == '$') {
                if (nextPacket()) {
                    return Kind.PACKET;
                }
            } else if (to > from && nextResponse()) {
                return Kind.RESPONSE;
            }
            fill();
        }
    }

    private boolean nextPacket() {
        if (to - from < FRAME) {
            return false;
        }
        int length = (buffer[from + 2] & 0xff) << 8 | buffer[from + 3] & 0xff;
        if (to - from < FRAME + length) {
            return false;
        }
        channel = buffer[from + 1] & 0xff;
        packetFrom = from + FRAME;
        packetLength = length;
        from += FRAME + length;
        return true;
    }

    private boolean nextResponse() throws IOException {
        // Some devices send empty lines between their answers.
        while (to > from && (buffer[from] == '\r' || buffer[from] == '\n')) {
            from++;
        }
        int end = endOfHead();
        if (end < 0) {
            requireText();
            return false;
        }
        RtspResponse head = RtspResponse.parse(new String(buffer, from, end - from, StandardCharsets.UTF_8));
        int body = head.number("content-length", 0);
        if (body > LONGEST_BODY) {
            throw RtspException.protocol("its answer is longer than any description of a stream");
        }
        while (to - end < body) {
            int before = from;
            fill();
            end -= before - from;
        }
        response = head.withBody(Arrays.copyOfRange(buffer, end, end + body));
        from = end + body;
        return true;
    }

    private int endOfHead() {
        for (int i = from; i < to; i++) {
            boolean bare = i + 1 < to && buffer[i] == '\n' && buffer[i + 1] == '\n';
            boolean full = i + 2 < to && buffer[i] == '\n' && buffer[i + 1] == '\r' && buffer[i + 2] == '\n';
            if (bare || full) {
                return i + (bare ? 2 : 3);
            }
        }
        return -1;
    }

    /** What cannot become an answer any more is told at once: a banner, a page, noise. */
    private void requireText() throws RtspException {
        if (to > from && (buffer[from] < 'A' || buffer[from] > 'Z') || to - from > LONGEST_HEAD) {
            throw RtspException.protocol("it does not answer as an RTSP server does");
        }
        int line = from;
        while (line < to && buffer[line] != '\n') {
            line++;
        }
        if (line < to) {
            RtspResponse.parse(new String(buffer, from, line - from, StandardCharsets.UTF_8).strip());
        }
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (gathering) {
            LockSupport.parkNanos(GATHER_NANOS);
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw new EOFException("the device closed the connection");
        }
        receivedNanos = System.nanoTime();
        to += read;
    }

    /** The last answer. */
    RtspResponse response() {
        RtspResponse last = response;
        if (last == null) {
            throw new IllegalStateException("No answer has come.");
        }
        return last;
    }

    /** Where the packets' bytes are, until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int channel() {
        return channel;
    }

    int packetFrom() {
        return packetFrom;
    }

    int packetLength() {
        return packetLength;
    }

    /** {@link System#nanoTime()} when the last bytes came. */
    long receivedNanos() {
        return receivedNanos;
    }
}
