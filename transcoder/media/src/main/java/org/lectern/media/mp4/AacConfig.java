package org.lectern.media.mp4;

/**
 * What an AudioSpecificConfig says (ISO/IEC 14496-3, 1.6.2.1).
 *
 * @param objectType audio object type, 2 for AAC-LC
 * @param sampleRate samples per second of the core
 * @param channels 1 to 8, 0 where a program config element defines them
 */
public record AacConfig(int objectType, int sampleRate, int channels) {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final int LOW_COMPLEXITY = 2;

    /** AAC-LC. */
    public static AacConfig lowComplexity(int sampleRate, int channels) {
        return new AacConfig(LOW_COMPLEXITY, sampleRate, channels);
    }

    /**
     * Reads an AudioSpecificConfig.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static AacConfig parse(byte[] config) {
        BitReader in = new BitReader(config, 0, config.length);
        int objectType = in.bits(5);
        if (objectType == 31) {
            objectType = 32 + in.bits(6);
        }
        int index = in.bits(4);
        if (index > 12 && index != 15) {
            throw new IllegalArgumentException("An AudioSpecificConfig names no sample rate.");
        }
        int rate = index == 15 ? in.bits(24) : RATES[index];
        int channels = in.bits(4);
        return new AacConfig(objectType, rate, channels == 7 ? 8 : channels);
    }

    /** The AudioSpecificConfig, without extensions. */
    public byte[] bytes() {
        for (int i = 0; i < RATES.length; i++) {
            if (RATES[i] == sampleRate) {
                int bits = objectType << 11 | i << 7 | (channels == 8 ? 7 : channels) << 3;
                return new byte[] {(byte) (bits >>> 8), (byte) bits};
            }
        }
        throw new IllegalArgumentException("AAC at %d Hz is not supported.".formatted(sampleRate));
    }

    /** The codecs string of RFC 6381, 3.3: {@code mp4a.40.2} for AAC-LC. */
    public String codecs() {
        return "mp4a.40." + objectType;
    }
}
