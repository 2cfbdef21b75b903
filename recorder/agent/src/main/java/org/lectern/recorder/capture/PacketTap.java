package org.lectern.recorder.capture;

import java.util.UUID;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.Timeline;
import org.lectern.model.control.DeviceConfig;

/** Somebody who looks at what is recorded. Safe for all threads. */
public interface PacketTap {
    /** Nobody looks. */
    PacketTap NONE = (captureId, device) -> (timeline, clock, packet) -> {};

    /** A device begins to be recorded. */
    Device device(UUID captureId, DeviceConfig device);

    /** Sees one device's packets. */
    interface Device {
        /** A packet came. Called where it was read: returns at once, never throws, keeps its memory bounded. */
        void packet(Timeline timeline, DeviceClock clock, MediaPacket packet);

        /** No more packets come. */
        default void ended() {}
    }
}
