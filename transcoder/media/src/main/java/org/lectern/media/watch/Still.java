package org.lectern.media.watch;

/**
 * A small picture of a device.
 *
 * @param jpeg the picture, not to be changed
 * @param luma its brightness at 8 bits a pixel, row after row, 0 black; not to be changed
 * @param width of both, pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Still(byte[] jpeg, byte[] luma, int width, int height) {
    /** Video black is 16, or 0 for full range; cameras with a closed lid are a little noisy. */
    private static final int BLACK = 32;

    private static final int BLOCK = 16;

    /** The share of pixels that are black, 0 to 1. */
    public double blackShare() {
        int black = 0;
        for (byte pixel : luma) {
            if ((pixel & 0xff) < BLACK) {
                black++;
            }
        }
        return luma.length == 0 ? 0 : (double) black / luma.length;
    }

    /**
     * How much the picture differs from another where it differs most: the mean difference of
     * brightness in one block of 16 by 16 pixels, 0 to 255. Sizes that differ are all difference.
     */
    public double differenceTo(Still other) {
        if (other.width != width || other.height != height) {
            return 255;
        }
        double most = 0;
        for (int y = 0; y + BLOCK <= height; y += BLOCK) {
            for (int x = 0; x + BLOCK <= width; x += BLOCK) {
                most = Math.max(most, block(other, x, y));
            }
        }
        return most;
    }

    private double block(Still other, int left, int top) {
        int sum = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int at = y * width + left; at < y * width + left + BLOCK; at++) {
                sum += Math.abs((luma[at] & 0xff) - (other.luma[at] & 0xff));
            }
        }
        return (double) sum / (BLOCK * BLOCK);
    }
}
