package org.lectern.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a source segment holds.
 *
 * @param codec its codec
 * @param width coded width in pixels, 0 for audio
 * @param height coded height in pixels, 0 for audio
 * @param frameRate measured frames per second snapped to a usual rate, null for audio
 * @param sampleRate samples per second, 0 for video
 * @param channels number of channels, 0 for video
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceFormat(
        Codec codec, int width, int height, @Nullable FrameRate frameRate, int sampleRate, int channels) {

    /** A video format. */
    public static SourceFormat video(Codec codec, int width, int height, FrameRate frameRate) {
        return new SourceFormat(codec, width, height, frameRate, 0, 0);
    }

    /** An audio format. */
    public static SourceFormat audio(Codec codec, int sampleRate, int channels) {
        return new SourceFormat(codec, 0, 0, null, sampleRate, channels);
    }
}
