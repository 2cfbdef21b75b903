package org.lectern.media.encode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Pictures to try an encoder with: waves that wander, a bar that tells each from its neighbours, and a cut. Pure. */
final class ProbePictures {
    private static final int PERIOD = 240;
    private static final int WAVE = 120;
    private static final int DARKEST = 50;
    private static final int BAR = 225;
    private static final int WHITE = 255;
    /** Looks at every so many pixels each way. */
    private static final int STEP = 3;

    private final int width;
    private final int height;
    private final int cut;

    /** @param cut number of the picture at which another scene begins */
    ProbePictures(int width, int height, int cut) {
        this.width = width;
        this.height = height;
        this.cut = cut;
    }

    void draw(AVFrame frame, int number) {
        int lineSize = frame.linesize(0);
        byte[] luma = new byte[lineSize * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma[y * lineSize + x] = (byte) luma(x, y, number);
            }
        }
        frame.data(0).capacity(luma.length).put(luma, 0, luma.length);
    }

    private int luma(int x, int y, int number) {
        int bar = width / 8;
        int at = Math.floorMod(x - number * width / 40, width);
        if (at < bar && y > height / 4 && y < height * 3 / 4) {
            return BAR;
        }
        int phase = (x + y + 3 * number) % PERIOD;
        int wave = DARKEST + WAVE * Math.min(phase, PERIOD - phase) * 2 / PERIOD;
        return number < cut ? wave : WHITE - wave;
    }

    /** How far a picture is from one of these: its peak signal to noise ratio in dB. */
    double likeness(AVFrame frame, int number) {
        BytePointer plane = frame.data(0);
        int lineSize = frame.linesize(0);
        byte[] line = new byte[width];
        double sum = 0;
        long count = 0;
        for (int y = 0; y < height; y += STEP) {
            plane.position((long) y * lineSize).get(line, 0, width);
            for (int x = 0; x < width; x += STEP) {
                double off = (line[x] & 0xff) - luma(x, y, number);
                sum += off * off;
                count++;
            }
        }
        plane.position(0);
        return 10 * Math.log10(WHITE * WHITE / Math.max(1e-3, sum / count));
    }
}
