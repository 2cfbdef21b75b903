package org.lectern.media.mp4;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

/**
 * What the one track of a fragmented MP4 file holds.
 *
 * @param timescale ticks per second of all sample times
 * @param width picture width in pixels, 0 for audio
 * @param height picture height in pixels, 0 for audio
 * @param sampleRate samples per second, 0 for video
 * @param channels number of channels, 0 for video
 * @param codecConfig payload, without box header, of {@code avcC}, {@code hvcC} or {@code av1C}, or the
 *     AudioSpecificConfig of AAC (ISO/IEC 14496-3); not to be changed
 * @param language ISO 639-2/T, {@code und} if unknown
 */
public record TrackFormat(
        Codec codec,
        int timescale,
        int width,
        int height,
        int sampleRate,
        int channels,
        byte[] codecConfig,
        String language) {

    /** A video format of unknown language. */
    public static TrackFormat video(Codec codec, int timescale, int width, int height, byte[] codecConfig) {
        return new TrackFormat(codec, timescale, width, height, 0, 0, codecConfig, "und");
    }

    /** An audio format. */
    public static TrackFormat audio(
            Codec codec, int timescale, int sampleRate, int channels, byte[] codecConfig, String language) {
        return new TrackFormat(codec, timescale, 0, 0, sampleRate, channels, codecConfig, language);
    }

    public MediaKind kind() {
        return codec.kind();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackFormat that
                && codec == that.codec
                && timescale == that.timescale
                && width == that.width
                && height == that.height
                && sampleRate == that.sampleRate
                && channels == that.channels
                && Arrays.equals(codecConfig, that.codecConfig)
                && language.equals(that.language);
    }

    @Override
    public int hashCode() {
        return Objects.hash(codec, timescale, width, height, sampleRate, channels, Arrays.hashCode(codecConfig));
    }

    @Override
    public String toString() {
        return kind() == MediaKind.VIDEO
                ? "%s %dx%d, timescale %d, config %s"
                        .formatted(
                                codec, width, height, timescale, HexFormat.of().formatHex(codecConfig))
                : "%s %d Hz, %d channels, timescale %d, config %s"
                        .formatted(
                                codec,
                                sampleRate,
                                channels,
                                timescale,
                                HexFormat.of().formatHex(codecConfig));
    }
}
