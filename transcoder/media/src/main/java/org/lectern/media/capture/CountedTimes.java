package org.lectern.media.capture;

/**
 * Times of sound by counting its frames. FFmpeg does not learn how long the frames of a stream are that begins
 * in the middle of an MPEG-TS session: only the first of each PES packet has its true time then, those of the
 * others are guesses. For one stream and one thread.
 */
final class CountedTimes {
    private long nextUs = MediaPacket.NO_TIME;
    private boolean counting;

    /**
     * The time of the next frame.
     *
     * @param times as the demuxer gives them
     * @param first whether it is the first of a PES packet
     * @param frameUs how long a frame lasts, 0 where that is unknown
     */
    PacketTimes of(PacketTimes times, boolean first, double frameUs) {
        counting |= first;
        if (!counting || times.durationUs() > 0 || frameUs == 0) {
            nextUs = MediaPacket.NO_TIME;
            return times;
        }
        long us = first || nextUs == MediaPacket.NO_TIME ? times.ptsUs() : nextUs;
        nextUs = us + Math.round(frameUs);
        return new PacketTimes(us, us, Math.round(frameUs), times.receivedNanos(), times.deviceWallUs());
    }
}
