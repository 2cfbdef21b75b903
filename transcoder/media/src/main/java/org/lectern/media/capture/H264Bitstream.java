package org.lectern.media.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.SpsInfo;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;

/** H.264, behind start codes or lengths (ISO/IEC 14496-10; 14496-15). */
final class H264Bitstream extends NalBitstream {
    private static final int SPS = 0x100;
    private static final int PPS = 0x200;
    private static final int END = 0x10000;
    private static final int FILLER = 12;

    private int reorderedPictures;

    /**
     * @param header avcC payload, or parameter sets behind start codes, or empty
     */
    H264Bitstream(byte[] header) {
        if (header.length > 6 && header[0] == 1) {
            AvcConfig config = AvcConfig.parse(header);
            List<byte[]> sets = new ArrayList<>(config.sequenceParameterSets());
            sets.addAll(config.pictureParameterSets());
            startLengthPrefixed(config.lengthBytes(), sets);
        } else {
            startAnnexB(header);
        }
    }

    /**
     * For units behind lengths of 4 bytes.
     *
     * @param parameterSets as far as they are known
     */
    H264Bitstream(List<byte[]> parameterSets) {
        startLengthPrefixed(4, parameterSets);
    }

    @Override
    public int reorderedPictures() {
        return reorderedPictures;
    }

    @Override
    Use use(byte[] data, int start, int end) {
        return switch (data[start] & 0x1f) {
            case NalUnits.H264_SPS, NalUnits.H264_PPS -> Use.PARAMETERS;
            case NalUnits.H264_IDR -> Use.KEY_SLICE;
            case NalUnits.H264_DELIMITER, FILLER -> Use.DROP;
            // Unspecified, or partitions that nobody decodes: what is left of another codec after a change (7.4.1).
            case 0, 2, 3, 4, 24, 25, 26, 27, 28, 29, 30, 31 -> Use.DROP;
            default -> Use.KEEP;
        };
    }

    // first_mb_in_slice is 0 where its Exp-Golomb code is the single bit 1 (7.3.3).
    @Override
    boolean isFirstSlice(byte[] data, int start, int end) {
        return isSlice(data[start]) && end > start + 1 && (data[start + 1] & 0x80) != 0;
    }

    @Override
    boolean isLaterSlice(byte[] data, int start, int end) {
        return isSlice(data[start]) && end > start + 1 && (data[start + 1] & 0x80) == 0;
    }

    private static boolean isSlice(byte header) {
        int type = header & 0x1f;
        return type == NalUnits.H264_SLICE || type == NalUnits.H264_IDR;
    }

    @Override
    int parameterKey(byte[] data, int start, int end) {
        return (data[start] & 0x1f) == NalUnits.H264_SPS
                ? SPS + golomb(data, start + 4, end)
                : PPS + golomb(data, start + 1, end);
    }

    @Override
    @Nullable
    TrackFormat format(Map<Integer, byte[]> sets) {
        List<byte[]> sps = range(sets, SPS, PPS);
        List<byte[]> pps = range(sets, PPS, END);
        if (sps.isEmpty() || pps.isEmpty()) {
            return null;
        }
        try {
            AvcConfig config = AvcConfig.of(sps, pps);
            SpsInfo info = config.spsInfo();
            reorderedPictures = info.reorderedPictures();
            return TrackFormat.video(Codec.H264, TIMESCALE, info.width(), info.height(), config.payload());
        } catch (IllegalArgumentException e) {
            // Damaged sets: the camera sends them again.
            return null;
        }
    }
}
