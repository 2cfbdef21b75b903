package org.lectern.media.capture;

import java.time.Duration;

/**
 * How long to wait for a device.
 *
 * @param connectTimeout from the first try until its streams are known
 * @param packetTimeout without a packet until the session is given up
 */
public record SourceSettings(Duration connectTimeout, Duration packetTimeout) {
    /** A wrong address has a named error within 10 s; a lost camera is retried after 5 s. */
    public static final SourceSettings DEFAULT = new SourceSettings(Duration.ofSeconds(8), Duration.ofSeconds(5));
}
