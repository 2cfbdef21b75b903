package org.lectern.media.rtsp;

/**
 * Sound of which each packet is a unit: G.711, L16, G.722, Opus (RFC 3551, RFC 7587), and MPEG audio
 * behind its header of four bytes (RFC 2250, 3.5).
 */
final class PlainDepacketizer implements Depacketizer {
    private final int skip;
    private byte[] unit = new byte[2048];

    /**
     * @param skip bytes of the payload's own header
     */
    PlainDepacketizer(int skip) {
        this.skip = skip;
    }

    @Override
    public void take(RtpPacket packet, Output out) {
        int length = packet.length() - skip;
        if (length <= 0) {
            return;
        }
        if (unit.length < length) {
            unit = new byte[length];
        }
        System.arraycopy(packet.data(), packet.from() + skip, unit, 0, length);
        out.unit(unit, length, packet.timestamp(), packet.receivedNanos());
    }

    @Override
    public void lost() {
        // Nothing is held.
    }
}
