package org.lectern.media.rtsp;

import java.util.concurrent.ThreadLocalRandom;

/** One medium of a session that plays: its packets in, its units out. For one thread. */
final class RtpStream implements Rtcp.Listener {
    private final int index;
    private final SdpMedia media;
    private final UnitSink sink;
    private final Depacketizer depacketizer;
    private final RtpClock clock;
    private final RtpSequence sequence = new RtpSequence();
    private final RtpPacket packet = new RtpPacket();
    private final Rtcp rtcp = new Rtcp(ThreadLocalRandom.current().nextInt());
    private boolean over;

    RtpStream(int index, SdpMedia media, RtpCodec codec, UnitSink sink) {
        this.index = index;
        this.media = media;
        this.sink = sink;
        this.depacketizer = codec.depacketizer(media);
        this.clock = new RtpClock(media.clockRate());
    }

    /** Takes a packet of RTP. */
    void rtp(byte[] data, int from, int length, long nanos) {
        if (!packet.read(data, from, length, nanos) || packet.payloadType() != media.payloadType()) {
            return;
        }
        switch (sequence.take(packet.sequence(), packet.ssrc())) {
            case OLD -> {
                return;
            }
            case AFTER_LOSS -> depacketizer.lost();
            case RESTART -> {
                depacketizer.lost();
                clock.restart();
            }
            case NEXT -> {
                // As it should be.
            }
        }
        depacketizer.take(packet, this::unit);
    }

    private void unit(byte[] data, int length, int timestamp, long receivedNanos) {
        sink.unit(index, data, length, clock.mediaUs(timestamp), receivedNanos, clock.wallUs(timestamp));
    }

    /** Takes a packet of RTCP. */
    void rtcp(byte[] data, int from, int length, long nanos) {
        rtcp.read(data, from, length, nanos, this);
    }

    @Override
    public void senderReport(int source, long seconds, long fraction, int timestamp) {
        clock.report(seconds, fraction, timestamp);
    }

    @Override
    public void goodbye(int source) {
        over |= source == sequence.source();
    }

    /** Whether the device has said that nothing more will come. */
    boolean isOver() {
        return over;
    }

    /** What we say of the stream. */
    byte[] report(long nanos) {
        return rtcp.receiverReport(sequence, nanos);
    }
}
