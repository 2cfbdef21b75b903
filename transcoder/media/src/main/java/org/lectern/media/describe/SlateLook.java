package org.lectern.media.describe;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.lectern.media.encode.Slate;

/** Knows the slate that stands where a device delivered nothing. Thread-safe. */
public final class SlateLook {
    /** Mean difference of all pixels. */
    private static final double ALIKE = 4;

    private static final ConcurrentMap<Long, Luma> SLATES = new ConcurrentHashMap<>();

    private SlateLook() {}

    /** Whether a picture is the slate. */
    public static boolean matches(Luma look) {
        long size = (long) look.width() << 32 | look.height();
        Luma slate = SLATES.computeIfAbsent(size, any -> slate(look.width(), look.height()));
        long sum = 0;
        for (int i = 0; i < slate.pixels().length; i++) {
            sum += Math.abs(slate.at(i) - look.at(i));
        }
        return sum < ALIKE * slate.pixels().length;
    }

    private static Luma slate(int width, int height) {
        // Drawn large and shrunk, as a device's pictures are.
        AVFrame frame = Slate.frame(width * 2 & ~1, height * 2 & ~1);
        try (PictureScaling scaling = new PictureScaling()) {
            return scaling.grey(new Picture(frame), width);
        } finally {
            av_frame_free(frame);
        }
    }
}
