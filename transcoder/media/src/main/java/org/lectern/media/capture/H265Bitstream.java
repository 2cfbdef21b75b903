package org.lectern.media.capture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;

/** H.265, behind start codes or lengths (ISO/IEC 23008-2; 14496-15). */
final class H265Bitstream extends NalBitstream {
    private static final int VPS = 0x100;
    private static final int SPS = 0x200;
    private static final int PPS = 0x300;
    private static final int END = 0x10000;

    /**
     * @param header hvcC payload, or parameter sets behind start codes, or empty
     */
    H265Bitstream(byte[] header) {
        if (header.length > 22 && header[0] == 1) {
            startLengthPrefixed((header[21] & 3) + 1, HevcConfig.parameterSets(header));
        } else {
            startAnnexB(header);
        }
    }

    /**
     * For units behind lengths of 4 bytes.
     *
     * @param parameterSets as far as they are known
     */
    H265Bitstream(List<byte[]> parameterSets) {
        startLengthPrefixed(4, parameterSets);
    }

    @Override
    Use use(byte[] data, int start, int end) {
        // Layers above the base, and what is left of another codec after a change: nuh_layer_id is not 0 (7.3.1.2).
        if (end - start < 2 || (data[start] & 1) != 0 || (data[start + 1] & 0xf8) != 0) {
            return Use.DROP;
        }
        int type = data[start] >> 1 & 0x3f;
        return switch (type) {
            case HevcConfig.VPS, HevcConfig.SPS, HevcConfig.PPS -> Use.PARAMETERS;
            case 16, 17, 18, 19, 20, 21 -> Use.KEY_SLICE;
            case 35, 38 -> Use.DROP;
            default -> Use.KEEP;
        };
    }

    // first_slice_segment_in_pic_flag follows the header of two bytes (7.3.6.1).
    @Override
    boolean isFirstSlice(byte[] data, int start, int end) {
        return isSlice(data[start]) && end > start + 2 && (data[start + 2] & 0x80) != 0;
    }

    @Override
    boolean isLaterSlice(byte[] data, int start, int end) {
        return isSlice(data[start]) && end > start + 2 && (data[start + 2] & 0x80) == 0;
    }

    private static boolean isSlice(byte header) {
        return (header >> 1 & 0x3f) < 32;
    }

    @Override
    int parameterKey(byte[] data, int start, int end) {
        return switch (data[start] >> 1 & 0x3f) {
            case HevcConfig.VPS -> VPS;
            case HevcConfig.SPS -> SPS;
            default -> PPS + golomb(data, start + 2, end);
        };
    }

    @Override
    @Nullable
    TrackFormat format(Map<Integer, byte[]> sets) {
        List<byte[]> vps = range(sets, VPS, SPS);
        List<byte[]> sps = range(sets, SPS, PPS);
        List<byte[]> pps = range(sets, PPS, END);
        if (vps.isEmpty() || sps.isEmpty() || pps.isEmpty()) {
            return null;
        }
        try {
            HevcConfig config = HevcConfig.of(vps, sps, pps);
            return TrackFormat.video(Codec.H265, TIMESCALE, config.width(), config.height(), config.payload());
        } catch (IllegalArgumentException e) {
            // Damaged sets: the camera sends them again.
            return null;
        }
    }
}
