package org.lectern.model.plan;

/**
 * One quality of a video track: H.264 High, capped CRF.
 *
 * @param name its name in keys and playlists, e.g. {@code 720p}
 * @param width pixels, even
 * @param height pixels, even
 * @param crf x264 constant rate factor
 * @param maxBitsPerSecond cap of the rate (VBV max rate); the buffer holds 1.5 s of it
 * @param bFrames most B pictures in a row
 * @param preset x264 preset
 * @param tune x264 tune, empty for none
 */
public record VideoRung(
        String name, int width, int height, double crf, int maxBitsPerSecond, int bFrames, String preset, String tune) {
    /** The same with another cap of the rate. */
    VideoRung capped(int bitsPerSecond) {
        return new VideoRung(name, width, height, crf, bitsPerSecond, bFrames, preset, tune);
    }
}
