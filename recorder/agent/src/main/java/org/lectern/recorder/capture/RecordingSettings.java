package org.lectern.recorder.capture;

import java.nio.file.Path;
import java.time.Duration;
import org.lectern.media.capture.SourceSettings;
import org.lectern.model.DevicePolicy;

/**
 * How to record.
 *
 * @param spoolFolder where it goes
 * @param source how long to wait for devices
 * @param queueBytes what may wait for the disk, for each track
 * @param stopTimeout how long sessions may take to say goodbye
 * @param tap who looks at the packets
 */
public record RecordingSettings(
        Path spoolFolder, SourceSettings source, long queueBytes, Duration stopTimeout, PacketTap tap) {
    public RecordingSettings(Path spoolFolder, SourceSettings source, long queueBytes, Duration stopTimeout) {
        this(spoolFolder, source, queueBytes, stopTimeout, PacketTap.NONE);
    }

    /** The same, with somebody who looks. */
    public RecordingSettings watchedBy(PacketTap watch) {
        return new RecordingSettings(spoolFolder, source, queueBytes, stopTimeout, watch);
    }

    /** The usual ones: 32 MB are half a minute of a good camera. */
    public static RecordingSettings of(Path spoolFolder, DevicePolicy policy) {
        return new RecordingSettings(spoolFolder, SourceSettings.of(policy), 32L << 20, Duration.ofSeconds(3));
    }
}
