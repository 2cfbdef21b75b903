package org.lectern.media.mp4;

/** Reads bits, most significant first, with the Exp-Golomb codes of ISO/IEC 14496-10, 9.1. Not thread-safe. */
public final class BitReader {
    private final byte[] bytes;
    private final int endBit;
    private int bit;

    public BitReader(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.bit = offset * 8;
        this.endBit = end * 8;
    }

    /** The payload of a NAL unit without its emulation prevention bytes (ISO/IEC 14496-10, 7.4.1). */
    public static BitReader ofNal(byte[] nal, int headerBytes) {
        byte[] rbsp = new byte[nal.length];
        int length = 0;
        int zeros = 0;
        for (int i = headerBytes; i < nal.length; i++) {
            if (zeros >= 2 && nal[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = nal[i] == 0 ? zeros + 1 : 0;
            rbsp[length++] = nal[i];
        }
        return new BitReader(rbsp, 0, length);
    }

    public int bit() {
        if (bit >= endBit) {
            throw new IllegalArgumentException("A parameter set ends too early.");
        }
        int value = bytes[bit >> 3] >> (7 - (bit & 7)) & 1;
        bit++;
        return value;
    }

    public boolean flag() {
        return bit() == 1;
    }

    public int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    public void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    public int unsignedGolomb() {
        int zeros = 0;
        while (bit() == 0) {
            if (++zeros > 31) {
                throw new IllegalArgumentException("A parameter set holds a number that is too large.");
            }
        }
        return zeros == 0 ? 0 : (1 << zeros) - 1 + bits(zeros);
    }

    public int signedGolomb() {
        int code = unsignedGolomb();
        return (code & 1) == 1 ? (code + 1) >>> 1 : -(code >>> 1);
    }
}
