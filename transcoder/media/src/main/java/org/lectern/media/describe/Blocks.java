package org.lectern.media.describe;

import java.util.Arrays;
import java.util.List;

/** Compares small pictures of one size in blocks of ten by ten pixels. Pure. */
final class Blocks {
    private static final int SIZE = 10;
    private static final int PIXELS = SIZE * SIZE;
    /** Mean difference of a block's pixels between two pictures in a row: noise and coding stay below. */
    private static final int MOVED = 6;
    /** The same against what a slide showed before; it is coded a little otherwise at each key picture. */
    private static final int DIFFERS = 9;
    /** A camera's exposure may move all pixels alike, so far. */
    private static final int MOST_OFFSET = 16;
    /** How far ink stands off from what is behind it. */
    private static final int INK = 25;
    /** Of the contrast of ink, what must be left for it to be there still, be it dimmed. */
    private static final double LEAST_CONTRAST = 0.4;
    /** Of the ink where something changed: what may be gone, hidden by what came, for the rest to be there still. */
    private static final double MOST_LOST = 0.25;
    /** Of all pixels: less ink is a blank page. */
    private static final double LEAST_INK = 0.001;
    /** Of the blocks: two looks of one slide differ in fewer. */
    private static final double MOST_DIFFERENT = 0.007;

    private final int width;
    private final int height;
    private final int columns;
    private final int count;

    Blocks(int width, int height) {
        this.width = width;
        this.height = height;
        this.columns = Math.max(1, width / SIZE);
        this.count = columns * Math.max(1, height / SIZE);
    }

    int count() {
        return count;
    }

    Luma picture(byte[] look) {
        return new Luma(width, height, look);
    }

    boolean fit(Luma picture) {
        return picture.width() == width && picture.height() == height;
    }

    private int first(int block) {
        return block / columns * SIZE * width + block % columns * SIZE;
    }

    /** By how much all of a picture is brighter than another: the median over blocks, within reason. */
    private int offset(byte[] a, byte[] b) {
        int[] means = new int[count];
        for (int block = 0; block < count; block++) {
            int sum = 0;
            int first = first(block);
            for (int y = 0; y < SIZE; y++) {
                for (int at = first + y * width; at < first + y * width + SIZE; at++) {
                    sum += (b[at] & 0xff) - (a[at] & 0xff);
                }
            }
            means[block] = sum / PIXELS;
        }
        Arrays.sort(means);
        int median = means[count / 2];
        return Math.abs(median) <= MOST_OFFSET ? median : 0;
    }

    /** The picture without the difference of exposure to another. */
    byte[] exposedAs(byte[] other, byte[] now) {
        int offset = offset(other, now);
        if (offset == 0) {
            return now;
        }
        byte[] level = new byte[now.length];
        for (int i = 0; i < now.length; i++) {
            level[i] = (byte) Math.clamp((now[i] & 0xff) - offset, 0, 255);
        }
        return level;
    }

    boolean move(int block, byte[] before, byte[] now) {
        return difference(block, before, now) > MOVED * PIXELS;
    }

    boolean differ(int block, byte[] look, byte[] now) {
        return difference(block, look, now) > DIFFERS * PIXELS;
    }

    private int difference(int block, byte[] a, byte[] b) {
        int sum = 0;
        int first = first(block);
        for (int y = 0; y < SIZE; y++) {
            for (int at = first + y * width; at < first + y * width + SIZE; at++) {
                sum += Math.abs((b[at] & 0xff) - (a[at] & 0xff));
            }
        }
        return sum;
    }

    void copy(int block, byte[] from, byte[] to) {
        int first = first(block);
        for (int y = 0; y < SIZE; y++) {
            System.arraycopy(from, first + y * width, to, first + y * width, SIZE);
        }
    }

    /** Whether much of the ink that a picture had in these blocks is gone from another. */
    boolean isInkLost(byte[] old, byte[] now, List<Integer> changed) {
        int ink = 0;
        int lost = 0;
        for (int block : changed) {
            int behind = background(block, old);
            int behindNow = background(block, now);
            int first = first(block);
            for (int y = 0; y < SIZE; y++) {
                for (int at = first + y * width; at < first + y * width + SIZE; at++) {
                    int contrast = (old[at] & 0xff) - behind;
                    if (Math.abs(contrast) > INK) {
                        ink++;
                        lost += ((now[at] & 0xff) - behindNow) < LEAST_CONTRAST * contrast == contrast > 0 ? 1 : 0;
                    }
                }
            }
        }
        return lost >= LEAST_INK * count * PIXELS && lost >= MOST_LOST * ink;
    }

    boolean isBlank(byte[] look) {
        int ink = 0;
        for (int block = 0; block < count; block++) {
            int behind = background(block, look);
            int first = first(block);
            for (int y = 0; y < SIZE; y++) {
                for (int at = first + y * width; at < first + y * width + SIZE; at++) {
                    ink += Math.abs((look[at] & 0xff) - behind) > INK ? 1 : 0;
                }
            }
        }
        return ink < LEAST_INK * count * PIXELS;
    }

    /** The median: behind text most is background. */
    private int background(int block, byte[] look) {
        int[] histogram = new int[256];
        int first = first(block);
        for (int y = 0; y < SIZE; y++) {
            for (int at = first + y * width; at < first + y * width + SIZE; at++) {
                histogram[look[at] & 0xff]++;
            }
        }
        int below = 0;
        int level = 0;
        while (below + histogram[level] <= PIXELS / 2) {
            below += histogram[level++];
        }
        return level;
    }

    boolean same(byte[] a, byte[] b) {
        byte[] level = exposedAs(a, b);
        int different = 0;
        for (int block = 0; block < count; block++) {
            different += differ(block, a, level) ? 1 : 0;
        }
        return different <= MOST_DIFFERENT * count;
    }
}
