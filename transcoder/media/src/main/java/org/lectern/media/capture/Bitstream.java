package org.lectern.media.capture;

import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;

/** Brings the packets of one stream into the form that a source segment holds. For one thread. */
interface Bitstream {
    /** All times in source segments are in microseconds. */
    int TIMESCALE = 1_000_000;

    /**
     * Converts one packet.
     *
     * @param packet holds it in its first {@code length} bytes; reused by the caller
     * @return its data, empty if there is nothing in it to record
     */
    byte[] convert(byte[] packet, int length);

    /** Whether decoding can begin at the last packet, by its own bits. */
    boolean isKeyframe();

    /** Whether the last packet goes on with the picture of the packet before it. */
    boolean isContinuation();

    /** How many pictures a decoder holds back to show them in their order, where the stream says so; else 0. */
    default int reorderedPictures() {
        return 0;
    }

    /** What decodes the last packet; null while unknown. */
    @Nullable
    TrackFormat format();
}
