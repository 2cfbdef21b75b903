package org.lectern.media.capture;

import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.MediaKind;

/**
 * One coded picture or audio frame as a device sent it.
 *
 * @param stream number of its stream in the session
 * @param data video: NAL units behind lengths of 4 bytes; AAC: one raw data block
 * @param ptsUs presentation time in the device's media time, microseconds, 0 or greater
 * @param dtsUs decode time in the device's media time, microseconds, 0 or greater
 * @param durationUs as the container claims, 0 where unknown
 * @param keyframe whether decoding can begin here; always for audio
 * @param receivedNanos {@link System#nanoTime()} when it was whole
 * @param deviceWallUs when the device says it was captured, microseconds since the Unix epoch by the
 *     device's clock; {@link #NO_TIME} where it does not say
 * @param format what is needed to decode it; null while no parameter sets have been seen
 */
public record MediaPacket(
        int stream,
        MediaKind kind,
        byte[] data,
        long ptsUs,
        long dtsUs,
        long durationUs,
        boolean keyframe,
        long receivedNanos,
        long deviceWallUs,
        @Nullable TrackFormat format) {
    public static final long NO_TIME = Long.MIN_VALUE;
}
