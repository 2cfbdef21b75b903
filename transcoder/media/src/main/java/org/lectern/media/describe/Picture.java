package org.lectern.media.describe;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A decoded picture, lent: it is valid only during the call that it is handed to. */
public final class Picture {
    private final AVFrame frame;

    Picture(AVFrame frame) {
        this.frame = frame;
    }

    AVFrame frame() {
        return frame;
    }

    public int width() {
        return frame.width();
    }

    public int height() {
        return frame.height();
    }

    /** The even height of this picture when it is {@code width} pixels wide. */
    public int heightAt(int width) {
        return Math.max(2, (int) Math.round((double) width * height() / width() / 2) * 2);
    }
}
