package org.lectern.media.encode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Pictures that carry their number as 16 blocks, dark or bright, across the middle. */
final class CounterPicture {
    private static final int BITS = 16;

    private CounterPicture() {}

    static void draw(AVFrame frame, int counter) {
        int width = frame.width();
        int height = frame.height();
        int lineSize = frame.linesize(0);
        byte[] luma = new byte[lineSize * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = 60 + (x + y + 2 * counter) % 120;
                if (y > height / 3 && y < height * 2 / 3) {
                    value = (counter >> (BITS - 1 - x * BITS / width) & 1) == 1 ? 220 : 30;
                }
                luma[y * lineSize + x] = (byte) value;
            }
        }
        BytePointer plane = frame.data(0);
        plane.capacity(luma.length).put(luma, 0, luma.length);
    }

    static int read(AVFrame frame) {
        int counter = 0;
        for (int bit = 0; bit < BITS; bit++) {
            counter = counter << 1 | (luma(frame, (bit + 0.5) / BITS, 0.5) > 128 ? 1 : 0);
        }
        return counter;
    }

    /** Luma at a place given in parts of width and height. */
    static int luma(AVFrame frame, double x, double y) {
        long at = (long) (y * frame.height()) * frame.linesize(0) + (long) (x * frame.width());
        return new BytePointer(frame.data(0)).get(at) & 0xff;
    }
}
