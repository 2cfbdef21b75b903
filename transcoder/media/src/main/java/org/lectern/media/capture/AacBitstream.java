package org.lectern.media.capture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;

/** AAC as raw data blocks, or in ADTS frames whose headers are taken off (ISO/IEC 14496-3, 1.A.2). */
final class AacBitstream implements Bitstream {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final byte[] NOTHING = {};

    private @Nullable TrackFormat format;
    private int header = -1;

    /**
     * @param config AudioSpecificConfig, or empty
     */
    AacBitstream(byte[] config) {
        if (config.length >= 2) {
            format = format(config, AacConfig.parse(config));
        }
    }

    private static TrackFormat format(byte[] bytes, AacConfig config) {
        // 0 channels: a program config element in the stream tells; decoders read it there.
        int channels = config.channels() == 0 ? 2 : config.channels();
        return TrackFormat.audio(Codec.AAC, TIMESCALE, config.sampleRate(), channels, bytes, "und");
    }

    @Override
    public byte[] convert(byte[] packet, int length) {
        boolean adts = length > 7 && (packet[0] & 0xff) == 0xff && (packet[1] & 0xf6) == 0xf0;
        if (!adts) {
            return format == null ? NOTHING : Arrays.copyOf(packet, length);
        }
        int headerBytes = (packet[1] & 1) == 1 ? 7 : 9;
        readHeader(packet);
        return length > headerBytes ? Arrays.copyOfRange(packet, headerBytes, length) : NOTHING;
    }

    private void readHeader(byte[] packet) {
        int bits = (packet[2] & 0xff) << 8 | packet[3] & 0xc0;
        int rate = packet[2] >> 2 & 0xf;
        if (bits == header || rate >= RATES.length) {
            return;
        }
        header = bits;
        int objectType = (packet[2] >> 6 & 3) + 1;
        int channels = (packet[2] & 1) << 2 | packet[3] >> 6 & 3;
        var config = new AacConfig(objectType, RATES[rate], channels == 7 ? 8 : channels);
        format = format(config.bytes(), config);
    }

    @Override
    public boolean isKeyframe() {
        return true;
    }

    @Override
    public boolean isContinuation() {
        return false;
    }

    @Override
    public @Nullable TrackFormat format() {
        return format;
    }
}
