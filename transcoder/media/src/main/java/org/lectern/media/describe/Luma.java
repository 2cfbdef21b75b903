package org.lectern.media.describe;

/**
 * A small grey picture, 0 black to 255 white, row after row.
 *
 * @param pixels {@code width * height} bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Luma(int width, int height, byte[] pixels) {
    int at(int index) {
        return pixels[index] & 0xff;
    }
}
