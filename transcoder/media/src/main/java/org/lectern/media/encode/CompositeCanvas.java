package org.lectern.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A large picture with a small one in its corner. Where one of them is the slate, or missing, the other
 * fills the picture. Not thread-safe; free with {@link #close()}.
 */
final class CompositeCanvas implements AutoCloseable {
    private final AVFrame canvas;
    private final AVFrame slate;
    private final PictureScaler full;
    private @Nullable PictureScaler small;
    private CompositeLayout layout = new CompositeLayout(0, 0, 0, 0);
    private boolean smallShown;
    private final SignalWatch largeSignal = new SignalWatch();
    private final SignalWatch cornerSignal = new SignalWatch();

    CompositeCanvas(int width, int height) {
        canvas = PictureScaler.frame(width, height);
        slate = Slate.frame(width, height);
        full = new PictureScaler(width, height);
    }

    /**
     * Draws what has changed.
     *
     * @param large the picture that fills the canvas, null for none
     * @param corner the picture in the corner, null for none
     * @param largeChanged whether it is another one than at the call before
     * @return this canvas's picture until the next call
     */
    AVFrame draw(@Nullable AVFrame large, boolean largeChanged, @Nullable AVFrame corner, boolean cornerChanged) {
        AVFrame below = largeSignal.of(large, largeChanged);
        AVFrame above = cornerSignal.of(corner, cornerChanged);
        if (below == null || above == null) {
            AVFrame only = below == null ? above : below;
            copy(only == null ? slate : full.scale(only), 0, 0);
            smallShown = false;
            return canvas;
        }
        boolean all = largeChanged || !smallShown;
        if (all) {
            copy(full.scale(below), 0, 0);
        }
        if (all || cornerChanged) {
            copy(small(above).scale(above), layout.left(), layout.top());
        }
        smallShown = true;
        return canvas;
    }

    private PictureScaler small(AVFrame picture) {
        var wanted = CompositeLayout.of(canvas.width(), canvas.height(), picture.width(), picture.height());
        PictureScaler open = small;
        if (open == null || !wanted.equals(layout)) {
            if (open != null) {
                open.close();
            }
            open = new PictureScaler(wanted.width(), wanted.height());
            small = open;
            layout = wanted;
        }
        return open;
    }

    private void copy(AVFrame picture, int left, int top) {
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            long offset = (long) (top >> shift) * canvas.linesize(plane) + (left >> shift);
            try (var to = new BytePointer(canvas.data(plane))) {
                av_image_copy_plane(
                        to.position(offset),
                        canvas.linesize(plane),
                        picture.data(plane),
                        picture.linesize(plane),
                        picture.width() >> shift,
                        picture.height() >> shift);
            }
        }
    }

    @Override
    public void close() {
        largeSignal.close();
        cornerSignal.close();
        full.close();
        if (small != null) {
            small.close();
        }
        av_frame_free(canvas);
        av_frame_free(slate);
    }
}
