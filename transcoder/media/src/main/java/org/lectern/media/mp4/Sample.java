package org.lectern.media.mp4;

/**
 * One coded picture or audio frame.
 *
 * @param dts decode time in ticks, 0 or greater
 * @param duration in ticks, 0 or greater
 * @param compositionOffset presentation minus decode time in ticks; may be negative
 * @param sync whether decoding can begin here
 * @param data video: NAL units, each behind its length in 4 bytes; AAC: one raw data block. Not to be
 *     changed
 */
public record Sample(long dts, int duration, int compositionOffset, boolean sync, byte[] data) {
    /** Presentation time in ticks. */
    public long pts() {
        return dts + compositionOffset;
    }
}
