package org.lectern.media.rtsp;

import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.plugins.jpeg.JPEGQTable;

/** Pictures of Motion JPEG, whose headers the packets leave out and which are written here (RFC 2435). */
final class JpegDepacketizer implements Depacketizer {
    private static final int MAIN_HEADER = 8;
    private static final int RESTART_HEADER = 4;
    private static final int TABLE = 64;

    /** The order in which a table's numbers are written (ITU-T T.81, figure A.6). */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final ByteGatherer picture = new ByteGatherer();
    private byte[] tables = {};
    private int scanAt;
    private int timestamp;
    private boolean broken = true;

    @Override
    public void take(RtpPacket packet, Output out) {
        if (packet.length() < MAIN_HEADER) {
            return;
        }
        int offset = packet.at(1) << 16 | packet.at(2) << 8 | packet.at(3);
        int type = packet.at(4);
        boolean restarts = type >= 64 && type < 128;
        int at = MAIN_HEADER + (restarts ? RESTART_HEADER : 0);
        if (offset == 0) {
            at = begin(packet, at, restarts);
        }
        boolean continues = packet.timestamp() == timestamp && picture.length() - scanAt == offset;
        broken = broken || !continues || at < 0 || at > packet.length();
        if (!broken) {
            picture.add(packet.data(), packet.from() + at, packet.to());
            if (packet.marker()) {
                picture.add(0xff);
                picture.add(0xd9);
                out.unit(picture.bytes(), picture.length(), timestamp, packet.receivedNanos());
                broken = true;
            }
        }
    }

    /**
     * Begins a picture with its headers.
     *
     * @return where the scan begins in the payload; -1 if it cannot be made out
     */
    private int begin(RtpPacket packet, int after, boolean restarts) {
        picture.clear();
        timestamp = packet.timestamp();
        broken = false;
        int at = after;
        int quality = packet.at(5);
        if (quality >= 128) {
            if (packet.length() < at + 4) {
                return -1;
            }
            int length = packet.at(at + 2) << 8 | packet.at(at + 3);
            at += 4;
            if (length > 0 && at + length <= packet.length()) {
                int from = packet.from() + at;
                tables = Arrays.copyOfRange(packet.data(), from, from + length);
                at += length;
            }
        } else {
            tables = tables(quality);
        }
        if (tables.length < TABLE) {
            return -1;
        }
        int interval = restarts ? packet.at(MAIN_HEADER) << 8 | packet.at(MAIN_HEADER + 1) : 0;
        headers(packet.at(4) & 1, packet.at(6) * 8, packet.at(7) * 8, interval);
        scanAt = picture.length();
        return at;
    }

    /** Appendix A of the RFC: the usual tables, scaled by a quality of 1 to 99. */
    private static byte[] tables(int quality) {
        int factor = Math.clamp(quality, 1, 99);
        int scale = factor < 50 ? 5000 / factor : 200 - factor * 2;
        int[] luma = JPEGQTable.K1Luminance.getTable();
        int[] chroma = JPEGQTable.K2Chrominance.getTable();
        byte[] tables = new byte[2 * TABLE];
        for (int i = 0; i < TABLE; i++) {
            tables[i] = (byte) Math.clamp((luma[ZIGZAG[i]] * scale + 50) / 100, 1, 255);
            tables[TABLE + i] = (byte) Math.clamp((chroma[ZIGZAG[i]] * scale + 50) / 100, 1, 255);
        }
        return tables;
    }

    private void headers(int subsampling, int width, int height, int interval) {
        marker(0xd8);
        int count = Math.min(2, tables.length / TABLE);
        for (int table = 0; table < count; table++) {
            segment(0xdb, 1 + TABLE);
            picture.add(table);
            picture.add(tables, table * TABLE, (table + 1) * TABLE);
        }
        if (interval > 0) {
            segment(0xdd, 2);
            u16(interval);
        }
        segment(0xc0, 15);
        picture.add(8);
        u16(height);
        u16(width);
        picture.add(3);
        component(1, subsampling == 0 ? 0x21 : 0x22, 0);
        component(2, 0x11, count - 1);
        component(3, 0x11, count - 1);
        huffman(0x00, JPEGHuffmanTable.StdDCLuminance);
        huffman(0x10, JPEGHuffmanTable.StdACLuminance);
        huffman(0x01, JPEGHuffmanTable.StdDCChrominance);
        huffman(0x11, JPEGHuffmanTable.StdACChrominance);
        segment(0xda, 10);
        picture.add(3);
        component(1, 0x00);
        component(2, 0x11);
        component(3, 0x11);
        picture.add(0);
        picture.add(63);
        picture.add(0);
    }

    private void component(int... values) {
        for (int value : values) {
            picture.add(value);
        }
    }

    private void huffman(int place, JPEGHuffmanTable table) {
        segment(0xc4, 1 + table.getLengths().length + table.getValues().length);
        picture.add(place);
        for (short length : table.getLengths()) {
            picture.add(length);
        }
        for (short value : table.getValues()) {
            picture.add(value);
        }
    }

    private void marker(int code) {
        picture.add(0xff);
        picture.add(code);
    }

    private void segment(int code, int length) {
        marker(code);
        u16(length + 2);
    }

    private void u16(int value) {
        picture.add(value >> 8);
        picture.add(value);
    }

    @Override
    public void lost() {
        broken = true;
    }
}
