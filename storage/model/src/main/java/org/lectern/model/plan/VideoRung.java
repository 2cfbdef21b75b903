package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonInclude;

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
 * @param movingCrf constant rate factor, without the tune, of chunks that show what moves; 0 where it
 *     makes no difference what they show
 */
public record VideoRung(
        String name,
        int width,
        int height,
        double crf,
        int maxBitsPerSecond,
        int bFrames,
        String preset,
        String tune,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double movingCrf) {
    /** A rung of one quality, whatever is shown. */
    public VideoRung(
            String name,
            int width,
            int height,
            double crf,
            int maxBitsPerSecond,
            int bFrames,
            String preset,
            String tune) {
        this(name, width, height, crf, maxBitsPerSecond, bFrames, preset, tune, 0);
    }

    /** The same with another cap of the rate. */
    VideoRung capped(int bitsPerSecond) {
        return new VideoRung(name, width, height, crf, bitsPerSecond, bFrames, preset, tune, movingCrf);
    }

    /** What is encoded where this is shown. */
    public VideoRung showing(ContentClass content) {
        return movingCrf == 0 || !content.isMoving()
                ? this
                : new VideoRung(name, width, height, movingCrf, maxBitsPerSecond, bFrames, preset, "", movingCrf);
    }
}
