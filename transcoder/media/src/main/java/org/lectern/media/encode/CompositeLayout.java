package org.lectern.media.encode;

/**
 * Where the small picture lies in the large one: in the lower right corner, where slides have their number.
 * All even, in pixels.
 *
 * @param left from the left edge
 * @param top from the upper edge
 */
record CompositeLayout(int left, int top, int width, int height) {
    private static final double WIDTH = 0.22;
    private static final double MOST_HEIGHT = 0.34;
    private static final double MARGIN = 0.02;

    /**
     * The place of a picture of some size in one of another.
     *
     * @param sourceWidth of the small picture, as it is shown: in square pixels
     */
    static CompositeLayout of(int width, int height, int sourceWidth, int sourceHeight) {
        double aspect = (double) sourceWidth / sourceHeight;
        double fitWidth = Math.min(WIDTH * width, MOST_HEIGHT * height * aspect);
        int smallWidth = even(fitWidth);
        int smallHeight = even(fitWidth / aspect);
        int margin = even(MARGIN * height);
        return new CompositeLayout(
                (width - smallWidth - margin) & ~1, (height - smallHeight - margin) & ~1, smallWidth, smallHeight);
    }

    private static int even(double pixels) {
        return Math.max(2, (int) Math.round(pixels / 2) * 2);
    }
}
