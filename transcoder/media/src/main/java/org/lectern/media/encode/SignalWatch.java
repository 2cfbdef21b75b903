package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Knows whether a published rendition shows its device, or the slate. Not thread-safe; free with {@link #close()}. */
final class SignalWatch implements AutoCloseable {
    /** Mean difference to the slate of the pixels that are compared. */
    private static final double LIKE_THE_SLATE = 4;

    private static final int COMPARED_EACH = 8;

    private @Nullable AVFrame slate;
    private boolean present;

    /**
     * The picture, or null if it tells that there was none.
     *
     * @param changed whether it is another one than at the call before
     */
    @Nullable
    AVFrame of(@Nullable AVFrame picture, boolean changed) {
        if (picture == null) {
            return null;
        }
        if (changed) {
            present = !isSlate(picture);
        }
        return present ? picture : null;
    }

    private boolean isSlate(AVFrame picture) {
        AVFrame blank = slate;
        if (blank == null || blank.width() != picture.width() || blank.height() != picture.height()) {
            close();
            blank = Slate.frame(picture.width(), picture.height());
            slate = blank;
        }
        try (var seen = new BytePointer(picture.data(0));
                var expected = new BytePointer(blank.data(0))) {
            long sum = 0;
            long count = 0;
            for (int y = 0; y < picture.height(); y += COMPARED_EACH) {
                for (int x = 0; x < picture.width(); x += COMPARED_EACH) {
                    int a = seen.get((long) y * picture.linesize(0) + x) & 0xff;
                    int b = expected.get((long) y * blank.linesize(0) + x) & 0xff;
                    sum += Math.abs(a - b);
                    count++;
                }
            }
            return sum < LIKE_THE_SLATE * count;
        }
    }

    @Override
    public void close() {
        if (slate != null) {
            av_frame_free(slate);
            slate = null;
        }
    }
}
