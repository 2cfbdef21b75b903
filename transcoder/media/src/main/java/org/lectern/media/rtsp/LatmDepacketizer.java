package org.lectern.media.rtsp;

import java.util.HexFormat;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.BitReader;

/**
 * AAC in MP4A-LATM whose configuration the description gives (RFC 6416, 6; ISO/IEC 14496-3, 1.7.3): each
 * frame behind its length, an element of several frames in one packet or several.
 */
final class LatmDepacketizer implements Depacketizer {
    private final int frames;
    private final int frameTicks;
    private final ByteGatherer element = new ByteGatherer();
    private byte[] frame = new byte[2048];

    private LatmDepacketizer(int frames, int frameTicks) {
        this.frames = frames;
        this.frameTicks = frameTicks;
    }

    /** What a StreamMuxConfig says that this can read: one programme, one layer. */
    record Config(AacConfig aac, int frames) {
        /**
         * Reads a configuration.
         *
         * @param hex as the description gives it
         * @throws IllegalArgumentException if it is another kind
         */
        static Config parse(String hex) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            BitReader in = new BitReader(bytes, 0, bytes.length);
            boolean second = in.flag();
            boolean sameTiming = in.flag();
            int frames = in.bits(6) + 1;
            int programmes = in.bits(4);
            int layers = in.bits(3);
            if (second || !sameTiming || programmes != 0 || layers != 0) {
                throw new IllegalArgumentException("This LATM has more than one layer.");
            }
            // The AudioSpecificConfig begins at bit 15: brought to a byte's beginning it can be read.
            byte[] config = new byte[bytes.length - 1];
            for (int i = 0; i < config.length; i++) {
                int two = (bytes[i + 1] & 0xff) << 8 | (i + 2 < bytes.length ? bytes[i + 2] & 0xff : 0);
                config[i] = (byte) (two >> 1);
            }
            return new Config(AacConfig.parse(config), frames);
        }
    }

    static LatmDepacketizer of(Config config, int frameTicks) {
        return new LatmDepacketizer(config.frames, frameTicks);
    }

    @Override
    public void take(RtpPacket packet, Output out) {
        element.add(packet.data(), packet.from(), packet.to());
        if (!packet.marker()) {
            return;
        }
        byte[] bytes = element.bytes();
        int at = 0;
        for (int i = 0; i < frames; i++) {
            int length = 0;
            int next = 255;
            while (next == 255 && at < element.length()) {
                next = bytes[at++] & 0xff;
                length += next;
            }
            if (length == 0 || at + length > element.length()) {
                break;
            }
            frame = frame.length < length ? new byte[length] : frame;
            System.arraycopy(bytes, at, frame, 0, length);
            out.unit(frame, length, packet.timestamp() + i * frameTicks, packet.receivedNanos());
            at += length;
        }
        element.clear();
    }

    @Override
    public void lost() {
        element.clear();
    }
}
