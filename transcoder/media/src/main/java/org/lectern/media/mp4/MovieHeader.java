package org.lectern.media.mp4;

import org.jspecify.annotations.Nullable;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

/** What a {@code moov} says of its one track, with the defaults of {@code trex}. */
record MovieHeader(TrackFormat format, int lengthBytes, long defaultDuration, long defaultSize, int defaultFlags) {
    private static final int VISUAL_ENTRY_BYTES = 78;
    private static final int AUDIO_ENTRY_BYTES = 28;

    static MovieHeader read(BoxReader moov) {
        BoxReader track = moov.require("trak");
        BoxReader media = track.require("mdia");
        BoxReader header = media.require("mdhd");
        boolean longTimes = header.u8(0) == 1;
        int timescale = header.i32(longTimes ? 20 : 12);
        if (timescale <= 0) {
            throw new IllegalArgumentException("the timescale is %d.".formatted(timescale));
        }
        String language = unpackLanguage(header.u16(longTimes ? 32 : 20));
        BoxReader descriptions = media.require("minf").require("stbl").require("stsd");
        BoxReader entry = descriptions.child(8);
        if (entry == null || !entry.isWhole()) {
            throw new IllegalArgumentException("there is no sample entry.");
        }
        TrackFormat format = switch (entry.type()) {
            case "avc1", "avc3" ->
                visual(Codec.H264, entry.require("avcC", VISUAL_ENTRY_BYTES), entry, timescale, language);
            case "hvc1", "hev1" ->
                visual(Codec.H265, entry.require("hvcC", VISUAL_ENTRY_BYTES), entry, timescale, language);
            case "av01" -> visual(Codec.AV1, entry.require("av1C", VISUAL_ENTRY_BYTES), entry, timescale, language);
            case "mp4a" -> audio(entry, timescale, language);
            default -> throw new IllegalArgumentException("sample entry %s is not known.".formatted(entry.type()));
        };
        BoxReader extends_ = moov.find("mvex");
        BoxReader trackExtends = extends_ == null ? null : extends_.find("trex");
        return new MovieHeader(format, lengthBytes(format), field(trackExtends, 12), field(trackExtends, 16), (int)
                field(trackExtends, 20));
    }

    private static long field(@Nullable BoxReader trackExtends, int at) {
        return trackExtends == null ? 0 : trackExtends.u32(at);
    }

    private static int lengthBytes(TrackFormat format) {
        if (format.kind() == MediaKind.AUDIO || format.codec() == Codec.AV1) {
            return 0;
        }
        return (format.codecConfig()[format.codec() == Codec.H264 ? 4 : 21] & 3) + 1;
    }

    private static TrackFormat visual(Codec codec, BoxReader config, BoxReader entry, int timescale, String language) {
        return new TrackFormat(codec, timescale, entry.u16(24), entry.u16(26), 0, 0, config.payload(), language);
    }

    private static TrackFormat audio(BoxReader entry, int timescale, String language) {
        byte[] config = specificConfig(entry.require("esds", AUDIO_ENTRY_BYTES));
        AacConfig aac = AacConfig.parse(config);
        int channels = aac.channels() == 0 ? entry.u16(16) : aac.channels();
        return new TrackFormat(Codec.AAC, timescale, 0, 0, aac.sampleRate(), channels, config, language);
    }

    /** Finds the DecoderSpecificInfo (ISO/IEC 14496-1, 7.2.6). */
    private static byte[] specificConfig(BoxReader esds) {
        int at = 4;
        while (at < esds.payloadLength()) {
            int tag = esds.u8(at++);
            int length = 0;
            int next;
            do {
                next = esds.u8(at++);
                length = length << 7 | next & 0x7f;
            } while ((next & 0x80) != 0);
            switch (tag) {
                case 3 -> {
                    int flags = esds.u8(at + 2);
                    at += 3;
                    at += (flags & 0x80) != 0 ? 2 : 0;
                    at += (flags & 0x40) != 0 ? 1 + esds.u8(at) : 0;
                    at += (flags & 0x20) != 0 ? 2 : 0;
                }
                case 4 -> at += 13;
                case 5 -> {
                    return esds.payload(at, length);
                }
                default -> at += length;
            }
        }
        throw new IllegalArgumentException("there is no AudioSpecificConfig.");
    }

    private static String unpackLanguage(int packed) {
        char[] code = {
            (char) ((packed >> 10 & 31) + 0x60), (char) ((packed >> 5 & 31) + 0x60), (char) ((packed & 31) + 0x60)
        };
        return new String(code);
    }
}
