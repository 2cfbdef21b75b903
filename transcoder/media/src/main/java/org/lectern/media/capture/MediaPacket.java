package org.lectern.media.capture;

import java.util.Arrays;
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

    /** The same packet at other times. */
    public MediaPacket at(long newPtsUs, long newDtsUs) {
        return new MediaPacket(
                stream, kind, data, newPtsUs, newDtsUs, durationUs, keyframe, receivedNanos, deviceWallUs, format);
    }

    /** The same packet, received at another time. */
    MediaPacket received(long nanos) {
        return new MediaPacket(stream, kind, data, ptsUs, dtsUs, durationUs, keyframe, nanos, deviceWallUs, format);
    }

    /** The same picture with the slices of a later packet. */
    MediaPacket with(MediaPacket later) {
        byte[] whole = Arrays.copyOf(data, data.length + later.data.length);
        System.arraycopy(later.data, 0, whole, data.length, later.data.length);
        boolean timed = dtsUs != NO_TIME;
        return new MediaPacket(
                stream,
                kind,
                whole,
                timed ? ptsUs : later.ptsUs,
                timed ? dtsUs : later.dtsUs,
                Math.max(durationUs, later.durationUs),
                keyframe || later.keyframe,
                receivedNanos,
                deviceWallUs != NO_TIME ? deviceWallUs : later.deviceWallUs,
                later.format);
    }

    /** Whether another packet can be of the same picture, by its time. */
    boolean isWith(MediaPacket later) {
        return ptsUs == NO_TIME || later.ptsUs == NO_TIME || ptsUs == later.ptsUs;
    }
}
