package org.lectern.media.capture;

import java.time.Duration;
import org.lectern.model.DevicePolicy;

/**
 * How to reach devices.
 *
 * @param connectTimeout from the first try until its streams are known
 * @param packetTimeout without a packet until the session is given up
 * @param policy which devices may be reached
 * @param pace how many seconds of a capture go by in one: 1, but for files in tests of long lectures
 */
public record SourceSettings(Duration connectTimeout, Duration packetTimeout, DevicePolicy policy, int pace) {
    /** A wrong address has a named error within 10 s; a lost camera is retried after 5 s. */
    public static final SourceSettings DEFAULT = new SourceSettings(Duration.ofSeconds(8), Duration.ofSeconds(5));

    /** With the usual policy. */
    public SourceSettings(Duration connectTimeout, Duration packetTimeout) {
        this(connectTimeout, packetTimeout, DevicePolicy.USUAL);
    }

    /** At the pace of real devices. */
    public SourceSettings(Duration connectTimeout, Duration packetTimeout, DevicePolicy policy) {
        this(connectTimeout, packetTimeout, policy, 1);
    }

    /** The usual waits, with a policy. */
    public static SourceSettings of(DevicePolicy policy) {
        return new SourceSettings(DEFAULT.connectTimeout, DEFAULT.packetTimeout, policy);
    }
}
