package org.lectern.media.confined;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what a child says besides its messages, and lets the rest go by. */
final class ChildLog {
    private static final int KEPT_BYTES = 4_000;

    private final InputStream stream;
    private final Thread reader;
    private final byte[] kept = new byte[KEPT_BYTES];
    private volatile int length;

    ChildLog(InputStream stream) {
        this.stream = stream;
        reader = Thread.ofVirtual().name("confined child's log").start(this::read);
    }

    private void read() {
        byte[] piece = new byte[1024];
        try {
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                int fits = Math.min(count, KEPT_BYTES - length);
                System.arraycopy(piece, 0, kept, length, fits);
                length += fits;
            }
        } catch (IOException e) {
            // It is gone.
        }
    }

    /** What was kept, with nothing in it that could forge a line of a log. */
    String text() {
        try {
            reader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new String(kept, 0, length, StandardCharsets.UTF_8).replaceAll("[^\\x20-\\x7e]+", " ");
    }
}
