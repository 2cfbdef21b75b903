package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One quality of an audio track.
 *
 * @param name its name in keys and playlists, e.g. {@code aac-96k}
 * @param bitsPerSecond target rate
 * @param channels channels; 0 for those of the track
 * @param bandHz highest frequency that is kept; 0 for the encoder's choice
 */
public record AudioRung(
        String name,
        int bitsPerSecond,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int channels,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int bandHz) {
    /** A rung with the channels of its track and the whole band. */
    public AudioRung(String name, int bitsPerSecond) {
        this(name, bitsPerSecond, 0, 0);
    }
}
