package org.lectern.media.encode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.model.plan.VideoEncoder;
import org.lectern.model.plan.VideoRung;

/**
 * How FFmpeg's encoder of a kind is told what {@link X264Encoder} is told: quality under a cap, closed
 * groups, IDR pictures only where forced. Pure.
 *
 * @param codec FFmpeg's name
 * @param planar whether it takes planar pictures; else chroma has to be interleaved (NV12)
 * @param quality constant quality that its generic setting takes; 0 where it has an option of its own
 * @param bitsPerSecond the rate that it aims at, 0 for none
 * @param options of its own
 */
record HardwareSettings(String codec, boolean planar, int quality, long bitsPerSecond, Map<String, String> options) {
    /** The scales of hardware begin lower than x264's: about so much higher gives the same. */
    private static final double ABOVE_X264 = 3;

    private static final int WORST = 51;
    /** Where an encoder aims at a rate besides its quality, this much below the cap. */
    private static final double AIM = 0.7;

    /** @param level ten times its number */
    static HardwareSettings of(VideoEncoder encoder, VideoRung rung, int level, @Nullable String device) {
        int quality = (int) Math.min(WORST, Math.round(rung.crf() + ABOVE_X264));
        long aim = Math.round(rung.maxBitsPerSecond() * AIM);
        Map<String, String> options = new LinkedHashMap<>();
        return switch (encoder) {
            case NVENC -> {
                options.put("preset", "p5");
                options.put("tune", "hq");
                options.put("profile", "high");
                // It does not look at the generic setting.
                options.put("level", Integer.toString(level));
                options.put("rc", "vbr");
                options.put("cq", Integer.toString(quality));
                options.put("forced-idr", "1");
                options.put("no-scenecut", "1");
                options.put("spatial-aq", "1");
                if (device != null) {
                    options.put("gpu", device);
                }
                yield new HardwareSettings("h264_nvenc", true, 0, 0, options);
            }
            case VAAPI -> {
                options.put("profile", "high");
                // Without a mode it takes the best that the driver has for quality, rate and cap.
                yield new HardwareSettings("h264_vaapi", false, quality, aim, options);
            }
            case QSV -> {
                options.put("profile", "high");
                options.put("preset", "medium");
                options.put("forced_idr", "1");
                options.put("look_ahead", "0");
                options.put("adaptive_i", "0");
                options.put("adaptive_b", "0");
                yield new HardwareSettings("h264_qsv", false, quality, aim, options);
            }
            case OPENH264 -> {
                options.put("profile", "high");
                options.put("coder", "cabac");
                options.put("rc_mode", "bitrate");
                options.put("allow_skip_frames", "0");
                options.put("slices", "1");
                yield new HardwareSettings("libopenh264", true, 0, aim, options);
            }
            case X264 -> throw new IllegalArgumentException("x264 is no hardware.");
        };
    }
}
