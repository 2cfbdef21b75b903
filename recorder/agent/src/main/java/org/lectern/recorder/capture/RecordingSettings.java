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
 * @param room what may wait for the disk
 * @param stopTimeout how long sessions may take to say goodbye
 * @param tap who looks at the packets
 */
public record RecordingSettings(
        Path spoolFolder, SourceSettings source, QueueRoom room, Duration stopTimeout, PacketTap tap) {
    public RecordingSettings(Path spoolFolder, SourceSettings source, QueueRoom room, Duration stopTimeout) {
        this(spoolFolder, source, room, stopTimeout, PacketTap.NONE);
    }

    /** The same, with somebody who looks. */
    public RecordingSettings watchedBy(PacketTap watch) {
        return new RecordingSettings(spoolFolder, source, room, stopTimeout, watch);
    }

    /** The usual ones. */
    public static RecordingSettings of(Path spoolFolder, DevicePolicy policy) {
        return new RecordingSettings(spoolFolder, SourceSettings.of(policy), QueueRoom.usual(), Duration.ofSeconds(3));
    }
}
