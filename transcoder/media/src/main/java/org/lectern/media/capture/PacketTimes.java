package org.lectern.media.capture;

/**
 * When a packet was, by each clock; see {@link MediaPacket}.
 *
 * @param ptsUs or {@link MediaPacket#NO_TIME}
 * @param dtsUs or {@link MediaPacket#NO_TIME}
 */
public record PacketTimes(long ptsUs, long dtsUs, long durationUs, long receivedNanos, long deviceWallUs) {
    /** One of the two times stands for the other where that is not known. */
    public static PacketTimes of(long ptsUs, long dtsUs, long durationUs, long receivedNanos, long deviceWallUs) {
        return new PacketTimes(
                ptsUs == MediaPacket.NO_TIME ? dtsUs : ptsUs,
                dtsUs == MediaPacket.NO_TIME ? ptsUs : dtsUs,
                durationUs,
                receivedNanos,
                deviceWallUs);
    }
}
