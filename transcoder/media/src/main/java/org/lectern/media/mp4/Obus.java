package org.lectern.media.mp4;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The open bitstream units of AV1 (AV1 bitstream specification 5.3) in a temporal unit, and what a sample
 * of an MP4 file holds of them (AV1 codec ISO media file format binding 2.4). Pure.
 */
public final class Obus {
    static final int SEQUENCE_HEADER = 1;
    private static final int TEMPORAL_DELIMITER = 2;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;
    private static final int PADDING = 15;

    private Obus() {}

    /** A unit: all its bytes, and those behind its header and size. */
    record Unit(int type, byte[] bytes, int payloadStart) {
        BitReader payload() {
            return new BitReader(bytes, payloadStart, bytes.length);
        }
    }

    /**
     * The units of a temporal unit or a sample.
     *
     * @throws IllegalArgumentException if they do not fill it, or one does not tell its size
     */
    static List<Unit> split(byte[] data) {
        List<Unit> units = new ArrayList<>();
        int at = 0;
        while (at < data.length) {
            int header = data[at] & 0xff;
            boolean extended = (header & 4) != 0;
            if ((header & 0x80) != 0 || (header & 2) == 0) {
                throw new IllegalArgumentException("an open bitstream unit has no size.");
            }
            int from = at + (extended ? 2 : 1);
            long size = 0;
            int shift = 0;
            int next;
            do {
                if (from >= data.length || shift > 28) {
                    throw new IllegalArgumentException("an open bitstream unit has no size.");
                }
                next = data[from++] & 0xff;
                size |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while ((next & 0x80) != 0);
            if (size > data.length - from) {
                throw new IllegalArgumentException("an open bitstream unit does not fit its sample.");
            }
            int end = from + (int) size;
            units.add(new Unit(header >> 3 & 15, Arrays.copyOfRange(data, at, end), from - at));
            at = end;
        }
        return units;
    }

    /** The sample of a temporal unit: without what only delimits and fills. */
    public static byte[] sample(byte[] temporalUnit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(temporalUnit.length);
        for (Unit unit : split(temporalUnit)) {
            if (unit.type() != TEMPORAL_DELIMITER && unit.type() != PADDING) {
                out.writeBytes(unit.bytes());
            }
        }
        return out.toByteArray();
    }

    /**
     * Whether decoding can begin with a sample: its first frame is a key frame that is shown, and a sequence
     * header stands before it. By the pictures themselves; false for what cannot be read.
     */
    public static boolean isSync(byte[] sample) {
        try {
            boolean header = false;
            for (Unit unit : split(sample)) {
                header |= unit.type() == SEQUENCE_HEADER;
                if (unit.type() == FRAME || unit.type() == FRAME_HEADER) {
                    BitReader frame = unit.payload();
                    boolean existing = frame.flag();
                    return header && !existing && frame.bits(2) == 0 && frame.flag();
                }
            }
            return false;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether the first frame of a sync sample may use the tools for screens (palettes, copies of blocks
     * of the same picture).
     *
     * @throws IllegalArgumentException if it is none, or the sequence does not leave the choice to its frames
     */
    public static boolean usesScreenTools(byte[] sample) {
        for (Unit unit : split(sample)) {
            if (unit.type() == FRAME || unit.type() == FRAME_HEADER) {
                // show_existing_frame, frame_type, show_frame, disable_cdf_update, allow_screen_content_tools
                BitReader frame = unit.payload();
                frame.skip(5);
                return frame.flag();
            }
        }
        throw new IllegalArgumentException("there is no frame.");
    }
}
