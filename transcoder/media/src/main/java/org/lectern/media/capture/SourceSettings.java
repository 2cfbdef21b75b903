package org.lectern.media.capture;

import java.time.Duration;
import org.lectern.model.DevicePolicy;

/**
 * How to reach devices.
 *
 * @param connectTimeout from the first try until its streams are known
 * @param packetTimeout without a packet until the session is given up
 * @param policy which devices may be reached
 */
public record SourceSettings(Duration connectTimeout, Duration packetTimeout, DevicePolicy policy) {
    /** A wrong address has a named error within 10 s; a lost camera is retried after 5 s. */
    public static final SourceSettings DEFAULT = new SourceSettings(Duration.ofSeconds(8), Duration.ofSeconds(5));

    /** With the usual policy. */
    public SourceSettings(Duration connectTimeout, Duration packetTimeout) {
        this(connectTimeout, packetTimeout, DevicePolicy.USUAL);
    }

    /** The usual waits, with a policy. */
    public static SourceSettings of(DevicePolicy policy) {
        return new SourceSettings(DEFAULT.connectTimeout, DEFAULT.packetTimeout, policy);
    }
}
