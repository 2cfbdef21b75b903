package org.lectern.media.rtsp;

/**
 * Pictures of H.264 (RFC 6184) and H.265 (RFC 7798), their NAL units behind lengths of four bytes. A
 * picture ends with the marker, or where the time changes. Of a picture that lost packets the whole NAL
 * units are given out: the slices that are left are better than none.
 */
final class NalDepacketizer implements Depacketizer {
    private static final int NONE = -1;

    private final Format format;
    private final ByteGatherer picture = new ByteGatherer();
    private int timestamp;
    private long receivedNanos;
    // Where the NAL unit began that is still coming in fragments.
    private int fragmented = NONE;

    /** How NAL units lie in packets. */
    private enum Format {
        H264(1),
        H265(2),
        /** With decoding order numbers: sprop-max-don-diff is greater than 0. */
        H265_NUMBERED(2);

        final int headerBytes;

        Format(int headerBytes) {
            this.headerBytes = headerBytes;
        }

        int type(RtpPacket packet) {
            return this == H264 ? packet.at(0) & 0x1f : packet.at(0) >> 1 & 0x3f;
        }

        boolean isAggregate(int type) {
            return this == H264 ? type == 24 || type == 25 : type == 48;
        }

        boolean isFragment(int type) {
            return this == H264 ? type == 28 || type == 29 : type == 49;
        }

        /** Bytes of the decoding order number that come before the first unit. */
        int numberBytes(int type) {
            return this == H264 ? (type == 25 || type == 29 ? 2 : 0) : this == H265_NUMBERED ? 2 : 0;
        }

        /** Bytes of the number before each later unit of an aggregate. */
        int laterNumberBytes() {
            return this == H265_NUMBERED ? 1 : 0;
        }
    }

    private NalDepacketizer(Format format) {
        this.format = format;
    }

    static NalDepacketizer h264() {
        return new NalDepacketizer(Format.H264);
    }

    static NalDepacketizer h265(boolean numbered) {
        return new NalDepacketizer(numbered ? Format.H265_NUMBERED : Format.H265);
    }

    @Override
    public void take(RtpPacket packet, Output out) {
        if (packet.timestamp() != timestamp) {
            give(out);
            timestamp = packet.timestamp();
        }
        receivedNanos = packet.receivedNanos();
        if (packet.length() > format.headerBytes) {
            int type = format.type(packet);
            if (format.isFragment(type)) {
                fragment(packet, type);
            } else {
                abandonFragment();
                if (format.isAggregate(type)) {
                    aggregate(packet, type);
                } else {
                    unit(packet.data(), packet.from(), packet.to());
                }
            }
        }
        if (packet.marker()) {
            give(out);
        }
    }

    private void unit(byte[] data, int from, int to) {
        int at = picture.openUnit();
        picture.add(data, from, to);
        picture.closeUnit(at);
    }

    private void aggregate(RtpPacket packet, int type) {
        int at = packet.from() + (format == Format.H264 ? 1 : format.headerBytes) + format.numberBytes(type);
        while (at + 2 < packet.to()) {
            int length = RtpPacket.u16(packet.data(), at);
            if (length == 0 || at + 2 + length > packet.to()) {
                return;
            }
            unit(packet.data(), at + 2, at + 2 + length);
            at += 2 + length + format.laterNumberBytes();
        }
    }

    private void fragment(RtpPacket packet, int type) {
        int header = packet.at(format.headerBytes);
        boolean start = (header & 0x80) != 0;
        boolean end = (header & 0x40) != 0;
        int from = packet.from() + format.headerBytes + 1 + (start ? format.numberBytes(type) : 0);
        if (from > packet.to()) {
            return;
        }
        if (start) {
            abandonFragment();
            fragmented = picture.openUnit();
            if (format == Format.H264) {
                picture.add(packet.at(0) & 0xe0 | header & 0x1f);
            } else {
                picture.add(packet.at(0) & 0x81 | (header & 0x3f) << 1);
                picture.add(packet.at(1));
            }
        }
        if (fragmented == NONE) {
            // Its beginning was lost.
            return;
        }
        picture.add(packet.data(), from, packet.to());
        if (end) {
            picture.closeUnit(fragmented);
            fragmented = NONE;
        }
    }

    private void abandonFragment() {
        if (fragmented != NONE) {
            picture.truncate(fragmented);
            fragmented = NONE;
        }
    }

    @Override
    public void lost() {
        abandonFragment();
    }

    private void give(Output out) {
        abandonFragment();
        if (picture.length() > 0) {
            out.unit(picture.bytes(), picture.length(), timestamp, receivedNanos);
            picture.clear();
        }
    }
}
