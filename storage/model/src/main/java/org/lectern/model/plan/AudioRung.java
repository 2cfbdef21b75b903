package org.lectern.model.plan;

/**
 * One quality of an audio track.
 *
 * @param name its name in keys and playlists, e.g. {@code aac-96k}
 * @param bitsPerSecond target rate
 */
public record AudioRung(String name, int bitsPerSecond) {}
