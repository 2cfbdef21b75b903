package org.lectern.media.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * NAL units in their two wrappings: behind start codes (ISO/IEC 14496-10, Annex B) and behind their
 * length in 4 bytes (ISO/IEC 14496-15, 4.3.3). Pure.
 */
public final class NalUnits {
    public static final int H264_SLICE = 1;
    public static final int H264_IDR = 5;
    public static final int H264_SEI = 6;
    public static final int H264_SPS = 7;
    public static final int H264_PPS = 8;
    public static final int H264_DELIMITER = 9;

    private NalUnits() {}

    /** The type of an H.264 NAL unit. */
    public static int h264Type(byte[] nal) {
        return nal[0] & 0x1f;
    }

    /** The type of an H.265 NAL unit. */
    public static int h265Type(byte[] nal) {
        return nal[0] >> 1 & 0x3f;
    }

    /** The NAL units of a byte stream, without start codes and trailing zeros; none if there is no start code. */
    public static List<byte[]> splitAnnexB(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                addTrimmed(units, stream, start, i);
                start = i + 3;
                i += 2;
            }
        }
        addTrimmed(units, stream, start, stream.length);
        return units;
    }

    private static void addTrimmed(List<byte[]> units, byte[] stream, int start, int end) {
        if (start < 0) {
            return;
        }
        int last = end;
        while (last > start && stream[last - 1] == 0) {
            last--;
        }
        if (last > start) {
            units.add(Arrays.copyOfRange(stream, start, last));
        }
    }

    /**
     * The NAL units of a sample.
     *
     * @throws IllegalArgumentException if the lengths do not fill the sample
     */
    public static List<byte[]> splitLengthPrefixed(byte[] sample, int lengthBytes) {
        List<byte[]> units = new ArrayList<>();
        int at = 0;
        while (at < sample.length) {
            long length = 0;
            if (sample.length - at < lengthBytes) {
                throw new IllegalArgumentException("A sample ends within the length of a NAL unit.");
            }
            for (int i = 0; i < lengthBytes; i++) {
                length = length << 8 | sample[at++] & 0xff;
            }
            if (length == 0 || length > sample.length - at) {
                throw new IllegalArgumentException(
                        "A NAL unit of %d bytes does not fit its sample of %d.".formatted(length, sample.length));
            }
            units.add(Arrays.copyOfRange(sample, at, at + (int) length));
            at += (int) length;
        }
        return units;
    }

    /** The units, each behind its length in 4 bytes. */
    public static byte[] joinLengthPrefixed(List<byte[]> units) {
        return join(units, false);
    }

    /** The units, each behind a start code of 4 bytes. */
    public static byte[] joinAnnexB(List<byte[]> units) {
        return join(units, true);
    }

    private static byte[] join(List<byte[]> units, boolean startCodes) {
        int size = 0;
        for (byte[] unit : units) {
            size += 4 + unit.length;
        }
        byte[] out = new byte[size];
        int at = 0;
        for (byte[] unit : units) {
            int prefix = startCodes ? 1 : unit.length;
            out[at] = (byte) (prefix >>> 24);
            out[at + 1] = (byte) (prefix >>> 16);
            out[at + 2] = (byte) (prefix >>> 8);
            out[at + 3] = (byte) prefix;
            System.arraycopy(unit, 0, out, at + 4, unit.length);
            at += 4 + unit.length;
        }
        return out;
    }
}
