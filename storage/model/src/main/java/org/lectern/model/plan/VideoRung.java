package org.lectern.model.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.lectern.model.Codec;

/**
 * One quality of a video track: H.264 High or AV1 Main, capped CRF.
 *
 * @param name its name in keys and playlists, e.g. {@code 720p}
 * @param width pixels, even
 * @param height pixels, even
 * @param crf constant rate factor of the codec's encoder, x264 or SVT-AV1
 * @param maxBitsPerSecond cap of the rate (VBV max rate); the buffer holds 1.5 s of it
 * @param bFrames most B pictures in a row
 * @param preset of the encoder
 * @param tune x264 tune, empty for none
 * @param movingCrf constant rate factor, without the tune, of chunks that show what moves; 0 where it
 *     makes no difference what they show
 * @param codec H.264 where a plan does not tell, as older ones do not
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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double movingCrf,
        Codec codec) {
    /** How much more time SVT-AV1 takes for a picture than x264: see docs/adr/0026. */
    private static final double AV1_EFFORT = 3;

    @SuppressWarnings("NullAway") // Plans that were made before there was a choice have no codec.
    public VideoRung {
        codec = codec == null ? Codec.H264 : codec;
    }

    /** A rung of H.264. */
    public VideoRung(
            String name,
            int width,
            int height,
            double crf,
            int maxBitsPerSecond,
            int bFrames,
            String preset,
            String tune,
            double movingCrf) {
        this(name, width, height, crf, maxBitsPerSecond, bFrames, preset, tune, movingCrf, Codec.H264);
    }

    /** A rung of H.264 of one quality, whatever is shown. */
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
        return new VideoRung(name, width, height, crf, bitsPerSecond, bFrames, preset, tune, movingCrf, codec);
    }

    /** What is encoded where this is shown. */
    public VideoRung showing(ContentClass content) {
        return movingCrf == 0 || !content.isMoving()
                ? this
                : new VideoRung(
                        name, width, height, movingCrf, maxBitsPerSecond, bFrames, preset, "", movingCrf, codec);
    }

    /** Whether every player takes it. */
    public boolean isForAll() {
        return codec == Codec.H264;
    }

    /** How much more it asks of an encoder than the same picture in H.264. */
    double effort() {
        return codec == Codec.AV1 ? AV1_EFFORT : 1;
    }
}
