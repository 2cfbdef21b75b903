package org.lectern.recorder.capture;

import org.lectern.media.capture.MediaPacket;
import org.lectern.model.GapReason;

/** What a track writer is told, in order. */
sealed interface TrackInput {
    /**
     * @param droppedBefore packets that had to be dropped since the one before
     */
    record Packet(Session session, MediaPacket media, int droppedBefore) implements TrackInput {}

    /** The session is over, and why. */
    record SessionEnd(Session session, GapReason reason) implements TrackInput {}

    /**
     * The capture is over.
     *
     * @param positionUs where it ends; {@link Long#MIN_VALUE} if only this process ends
     */
    record Stop(long positionUs) implements TrackInput {}
}
