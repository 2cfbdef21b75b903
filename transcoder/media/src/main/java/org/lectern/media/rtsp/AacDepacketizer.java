package org.lectern.media.rtsp;

/**
 * AAC frames behind their AU headers (RFC 3640, 3.2 and 3.3.6), several to a packet or one in several
 * packets. Not interleaved: cameras do not.
 */
final class AacDepacketizer implements Depacketizer {
    private final int sizeBits;
    private final int indexBits;
    private final int indexDeltaBits;
    private final int frameTicks;
    private final ByteGatherer frame = new ByteGatherer();
    private int awaited;
    private int timestamp;

    /**
     * @param frameTicks ticks of the stream's clock in a frame
     */
    AacDepacketizer(SdpMedia media, int frameTicks) {
        sizeBits = Math.clamp(media.number("sizelength", 13), 1, 16);
        indexBits = Math.clamp(media.number("indexlength", 3), 0, 16);
        indexDeltaBits = Math.clamp(media.number("indexdeltalength", 3), 0, 16);
        this.frameTicks = media.number("constantduration", frameTicks);
    }

    @Override
    public void take(RtpPacket packet, Output out) {
        if (packet.length() < 2) {
            return;
        }
        int headerBits = RtpPacket.u16(packet.data(), packet.from());
        int headersAt = packet.from() + 2;
        int at = headersAt + (headerBits + 7) / 8;
        if (at > packet.to()) {
            return;
        }
        int bit = headersAt * 8;
        int endBit = bit + headerBits;
        for (int unit = 0; bit + sizeBits <= endBit; unit++) {
            int size = bits(packet.data(), bit, sizeBits);
            bit += sizeBits + (unit == 0 ? indexBits : indexDeltaBits);
            if (at + size > packet.to()) {
                fragment(packet, at, size, out);
                return;
            }
            out.unit(copied(packet, at, size), size, packet.timestamp() + unit * frameTicks, packet.receivedNanos());
            at += size;
        }
    }

    private byte[] copied(RtpPacket packet, int at, int size) {
        frame.clear();
        awaited = 0;
        frame.add(packet.data(), at, at + size);
        return frame.bytes();
    }

    /** Each packet with a piece of a frame announces the size of the whole frame (RFC 3640, 3.2.3.1). */
    private void fragment(RtpPacket packet, int at, int size, Output out) {
        if (awaited != size || timestamp != packet.timestamp()) {
            frame.clear();
            awaited = size;
            timestamp = packet.timestamp();
        }
        frame.add(packet.data(), at, packet.to());
        if (packet.marker() || frame.length() >= awaited) {
            if (frame.length() == awaited) {
                out.unit(frame.bytes(), frame.length(), timestamp, packet.receivedNanos());
            }
            awaited = 0;
        }
    }

    private static int bits(byte[] data, int from, int count) {
        int value = 0;
        for (int bit = from; bit < from + count; bit++) {
            value = value << 1 | data[bit >> 3] >> (7 - (bit & 7)) & 1;
        }
        return value;
    }

    @Override
    public void lost() {
        frame.clear();
        awaited = 0;
    }
}
