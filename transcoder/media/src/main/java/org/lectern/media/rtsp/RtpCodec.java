package org.lectern.media.rtsp;

import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AacConfig;

/** The payload formats that are understood. */
public enum RtpCodec {
    H264,
    H265,
    AAC,
    JPEG,
    PCMU,
    PCMA,
    L16,
    G722,
    OPUS,
    MPEG_AUDIO;

    private static final int AAC_FRAME = 1024;
    private static final int MPEG_AUDIO_HEADER = 4;

    /** The codec of a medium; null if it is not understood. */
    public static @Nullable RtpCodec of(SdpMedia media) {
        return switch (media.encoding()) {
            case "H264" -> H264;
            case "H265", "HEVC" -> H265;
            case "MPEG4-GENERIC", "MP4A-LATM" -> aac(media) == null ? null : AAC;
            case "JPEG" -> JPEG;
            case "PCMU" -> PCMU;
            case "PCMA" -> PCMA;
            case "L16" -> L16;
            case "G722" -> G722;
            case "OPUS" -> OPUS;
            case "MPA" -> MPEG_AUDIO;
            default -> null;
        };
    }

    /** What a person calls the codec of a medium, understood or not. */
    public static String name(SdpMedia media) {
        return media.encoding().isEmpty()
                ? "payload type " + media.payloadType()
                : media.encoding().toLowerCase(Locale.ROOT);
    }

    /** What the description says of a medium's AAC; null if that cannot be read. */
    public static @Nullable AacConfig aac(SdpMedia media) {
        String config = media.parameter("config", "");
        try {
            return media.encoding().equals("MP4A-LATM")
                    ? LatmDepacketizer.Config.parse(config).aac()
                    : AacConfig.parse(HexFormat.of().parseHex(config));
        } catch (IllegalArgumentException e) {
            // Damaged, or of another kind: it is named to the user as a codec that cannot be recorded.
            return null;
        }
    }

    /** The AudioSpecificConfig of a medium, empty if there is none. */
    public static byte[] aacConfig(SdpMedia media) {
        AacConfig config = aac(media);
        if (config == null) {
            return new byte[0];
        }
        return media.encoding().equals("MP4A-LATM")
                ? config.bytes()
                : HexFormat.of().parseHex(media.parameter("config", ""));
    }

    Depacketizer depacketizer(SdpMedia media) {
        return switch (this) {
            case H264 -> NalDepacketizer.h264();
            case H265 -> NalDepacketizer.h265(media.number("sprop-max-don-diff", 0) > 0);
            case AAC -> aacDepacketizer(media);
            case JPEG -> new JpegDepacketizer();
            case MPEG_AUDIO -> new PlainDepacketizer(MPEG_AUDIO_HEADER);
            case PCMU, PCMA, L16, G722, OPUS -> new PlainDepacketizer(0);
        };
    }

    private static Depacketizer aacDepacketizer(SdpMedia media) {
        AacConfig config = aac(media);
        int rate = config == null ? media.clockRate() : config.sampleRate();
        int frameTicks = (int) ((long) AAC_FRAME * media.clockRate() / rate);
        return media.encoding().equals("MP4A-LATM")
                ? LatmDepacketizer.of(LatmDepacketizer.Config.parse(media.parameter("config", "")), frameTicks)
                : new AacDepacketizer(media, frameTicks);
    }
}
