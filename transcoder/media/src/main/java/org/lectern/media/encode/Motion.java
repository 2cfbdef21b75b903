package org.lectern.media.encode;

import org.lectern.model.plan.ContentClass;

/**
 * Tells what a chunk shows by small grey pictures of it, some seconds apart. Pure. Not thread-safe.
 *
 * <p>The picture is looked at in blocks. A block that differs time after time moves; slides that come and
 * go, lines that are added and a pointer change other blocks each time, or the same ones rarely.
 */
final class Motion {
    static final int WIDTH = 160;
    static final int HEIGHT = 90;
    private static final int BLOCK = 10;
    private static final int COLUMNS = WIDTH / BLOCK;
    private static final int BLOCKS = COLUMNS * (HEIGHT / BLOCK);

    /** Mean difference of a block's pixels, of 219 levels; at this size coding noise is far below it. */
    private static final double CHANGED = 3;
    /** A film of a seventh of the picture's width and height. */
    private static final double LEAST_MOVING = 0.02;

    private static final double MOSTLY_MOVING = 0.5;
    /** So many changes in a row are movement; a line that is added and a slide that replaces it are two. */
    private static final int LASTING = 3;

    private final int[] run = new int[BLOCKS];
    private final boolean[] moving = new boolean[BLOCKS];
    private byte[] before = {};
    private int compared;
    private boolean changed;

    /** @param pixels of the next picture, row by row; kept */
    void add(byte[] pixels) {
        if (before.length > 0) {
            compared++;
            for (int block = 0; block < BLOCKS; block++) {
                boolean differs = difference(before, pixels, block) >= CHANGED;
                run[block] = differs ? run[block] + 1 : 0;
                changed |= differs;
                moving[block] |= run[block] >= LASTING;
            }
        }
        before = pixels;
    }

    /** What all pictures together show. */
    ContentClass content() {
        int count = 0;
        for (int block = 0; block < BLOCKS; block++) {
            count += moving[block] ? 1 : 0;
        }
        if (count >= MOSTLY_MOVING * BLOCKS) {
            return ContentClass.CAMERA;
        }
        if (count >= LEAST_MOVING * BLOCKS) {
            return ContentClass.VIDEO_IN_SLIDES;
        }
        return changed || compared == 0 ? ContentClass.SLIDES : ContentClass.STILL;
    }

    private static double difference(byte[] a, byte[] b, int block) {
        int left = block % COLUMNS * BLOCK;
        int top = block / COLUMNS * BLOCK;
        int sum = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int i = y * WIDTH + left; i < y * WIDTH + left + BLOCK; i++) {
                sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
            }
        }
        return (double) sum / (BLOCK * BLOCK);
    }
}
