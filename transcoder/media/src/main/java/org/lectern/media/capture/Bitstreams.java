package org.lectern.media.capture;

import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.lectern.model.Codec;

/** The codecs that can be recorded as they come. */
final class Bitstreams {
    private Bitstreams() {}

    /** The converter of a codec; null if it cannot be recorded, or its header is beyond reading. */
    static @Nullable Bitstream of(int codecId, byte[] header) {
        Codec codec = codec(codecId);
        if (codec == null) {
            return null;
        }
        try {
            return create(codec, header);
        } catch (IllegalArgumentException e) {
            // A damaged header: the parameter sets in the stream may do.
            return create(codec, new byte[0]);
        }
    }

    private static Bitstream create(Codec codec, byte[] header) {
        return switch (codec) {
            case H264 -> new H264Bitstream(header);
            case H265 -> new H265Bitstream(header);
            case AAC -> new AacBitstream(header);
            case AV1 -> throw new IllegalStateException("No device is recorded in AV1.");
        };
    }

    static @Nullable Codec codec(int codecId) {
        return switch (codecId) {
            case avcodec.AV_CODEC_ID_H264 -> Codec.H264;
            case avcodec.AV_CODEC_ID_HEVC -> Codec.H265;
            case avcodec.AV_CODEC_ID_AAC -> Codec.AAC;
            default -> null;
        };
    }
}
