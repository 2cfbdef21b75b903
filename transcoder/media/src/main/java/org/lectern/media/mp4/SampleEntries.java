package org.lectern.media.mp4;

import org.lectern.model.Codec;

/**
 * Writes sample entries: {@code avc1}, {@code hvc1} (ISO/IEC 14496-15), {@code av01} (AV1 codec ISO media
 * file format binding) and {@code mp4a} (14496-14).
 */
final class SampleEntries {
    private static final int ES_DESCRIPTOR = 0x03;
    private static final int DECODER_CONFIG_DESCRIPTOR = 0x04;
    private static final int DECODER_SPECIFIC_INFO = 0x05;
    private static final int SL_CONFIG_DESCRIPTOR = 0x06;
    private static final int MPEG4_AUDIO = 0x40;
    private static final int AUDIO_STREAM = 0x15;

    private SampleEntries() {}

    static void write(BoxWriter out, TrackFormat format) {
        switch (format.codec()) {
            case H264 -> visual(out, "avc1", "avcC", format);
            case H265 -> visual(out, "hvc1", "hvcC", format);
            case AV1 -> visual(out, "av01", "av1C", format);
            case AAC -> audio(out, format);
        }
    }

    private static void visual(BoxWriter out, String type, String configType, TrackFormat format) {
        out.box(type, () -> {
            out.zeros(6);
            out.u16(1);
            out.zeros(16);
            out.u16(format.width());
            out.u16(format.height());
            out.u32(0x00480000);
            out.u32(0x00480000);
            out.u32(0);
            out.u16(1);
            out.zeros(32);
            out.u16(0x0018);
            out.u16(0xffff);
            out.box(configType, () -> out.bytes(format.codecConfig()));
            if (format.codec() == Codec.H264) {
                picture(out, AvcConfig.parse(format.codecConfig()).spsInfo());
            } else if (format.codec() == Codec.AV1) {
                colour(out, Av1Config.parse(format.codecConfig()).sequence().colour());
                aspect(out, 1, 1);
            }
        });
    }

    private static void picture(BoxWriter out, SpsInfo sps) {
        SpsInfo.Colour colour = sps.colour();
        if (colour != null) {
            colour(out, colour);
        }
        if (sps.sampleAspectWidth() > 0 && sps.sampleAspectHeight() > 0) {
            aspect(out, sps.sampleAspectWidth(), sps.sampleAspectHeight());
        }
    }

    private static void colour(BoxWriter out, SpsInfo.Colour colour) {
        out.box("colr", () -> {
            out.ascii("nclx");
            out.u16(colour.primaries());
            out.u16(colour.transfer());
            out.u16(colour.matrix());
            out.u8(colour.fullRange() ? 0x80 : 0);
        });
    }

    private static void aspect(BoxWriter out, int width, int height) {
        out.box("pasp", () -> {
            out.u32(width);
            out.u32(height);
        });
    }

    private static void audio(BoxWriter out, TrackFormat format) {
        out.box("mp4a", () -> {
            out.zeros(6);
            out.u16(1);
            out.zeros(8);
            out.u16(format.channels());
            out.u16(16);
            out.u32(0);
            // 16.16 fixed point cannot say more than 65535 Hz; the AudioSpecificConfig rules anyway.
            out.u32(format.sampleRate() <= 0xffff ? (long) format.sampleRate() << 16 : 0);
            out.fullBox("esds", 0, 0, () -> elementaryStream(out, format.codecConfig()));
        });
    }

    private static void elementaryStream(BoxWriter out, byte[] config) {
        int specificBytes = 2 + config.length;
        int decoderBytes = 2 + 13 + specificBytes;
        if (3 + decoderBytes + 3 > 127) {
            throw new IllegalArgumentException(
                    "An AudioSpecificConfig of %d bytes is too long for a short descriptor.".formatted(config.length));
        }
        out.u8(ES_DESCRIPTOR);
        out.u8(3 + decoderBytes + 3);
        out.u16(0);
        out.u8(0);
        out.u8(DECODER_CONFIG_DESCRIPTOR);
        out.u8(13 + specificBytes);
        out.u8(MPEG4_AUDIO);
        out.u8(AUDIO_STREAM);
        out.u24(0);
        out.u32(0);
        out.u32(0);
        out.u8(DECODER_SPECIFIC_INFO);
        out.u8(config.length);
        out.bytes(config);
        out.u8(SL_CONFIG_DESCRIPTOR);
        out.u8(1);
        out.u8(2);
    }
}
